import type { Texts } from "./texts.ts";

export const vi: Texts = {
  lang: "vi",
  heading: "Đăng nhập để trò chuyện",
  forSite: "để tham gia trò chuyện trên {site}",
  promise: "Trang web chỉ biết biệt danh và ảnh của bạn, không biết e-mail và mật khẩu.",
  with: {
    google: "Tiếp tục với Google",
    facebook: "Tiếp tục với Facebook",
    kakao: "Tiếp tục với Kakao",
  },
  or: "hoặc",
  email: "E-mail",
  sendCode: "Gửi mã cho tôi",
  withPassword: "Đăng nhập bằng mật khẩu",
  password: "Mật khẩu",
  codeHeading: "Hãy kiểm tra e-mail",
  codeSent: (email) => `Chúng tôi đã gửi mã dùng một lần tới ${email}.`,
  code: "Mã",
  continue: "Tiếp tục",
  back: "Quay lại",
  goBack: "Về lại trang web",

  demoHeading: "Bạn là ai?",
  demoNote: "Đây là bản dùng thử: chọn một người, hoặc tự đặt tên.",
  demoOwnerNote:
    "Để quản lý khung chat này với tư cách chủ phòng, hãy mở liên kết hiện trong terminal.",
  nickname: "Biệt danh",
  nicknameWrong: "Biệt danh có từ 1 đến 32 ký tự nhìn thấy được.",

  owner: "Chủ phòng",
  moderator: "Quản lý",
  continueAs: (name) => `Tiếp tục với tên ${name}`,
  ownerHeading: "Trở thành chủ phòng khung chat này",
  ownerNote:
    "Chủ phòng quản lý mọi khung chat trên máy chủ này: xoá tin nhắn, cấm tạm thời, đặt bộ lọc và mời người khác làm quản lý.",
  ownerButton: "Trở thành chủ phòng",
  moderatorHeading: "Trở thành quản lý",
  moderatorNote:
    "Bạn được mời quản lý khung chat này: xoá tin nhắn, cấm tạm thời và giữ không khí vui vẻ.",
  moderatorOfAllNote:
    "Bạn được mời quản lý mọi buổi phát của kênh này: xoá tin nhắn, cấm khỏi mọi buổi phát và giữ không khí vui vẻ.",
  moderatorButton: "Trở thành quản lý",
  inviteOnce: (time) =>
    `Liên kết này dùng được một lần, đến ${time}. Chưa có gì xảy ra cho đến khi bạn bấm nút.`,
  inviteInApp:
    "Bạn đang mở bên trong một ứng dụng khác; quyền nhận được ở đây chỉ có trong ứng dụng này. Hãy mở liên kết bằng trình duyệt của bạn.",
  inviteInvalidHeading: "Liên kết không còn dùng được",
  inviteInvalid:
    "Liên kết đã được dùng, bị thu hồi hoặc đã hết hạn. Hãy xin người gửi một liên kết mới.",
  youAreOwner: "Bạn là chủ phòng",
  youAreModerator: "Bạn là quản lý",
  siteAddress: "Trang có khung chat trên web của bạn",
  siteOpen: "Mở và đăng nhập",
  siteUnknown: "Máy chủ chat không biết trang web này. Hãy thêm nó vào CHAT_ORIGINS.",
  siteWrong: "Hãy nhập địa chỉ trang, ví dụ https://shop.example/live.",
  hereStream: "Khung chat trên máy chủ này (mã luồng)",
  hereOpen: "Mở khung chat",
  sitesNone: "Để quản lý khung chat trên trang web của bạn, hãy thêm trang vào CHAT_ORIGINS.",
  comeBack: "Hãy lưu địa chỉ trang này: khi bị đăng xuất, bạn có thể vào lại từ đây.",
  signOut: "Đăng xuất trên trình duyệt này",
  signedOutHeading: "Đã đăng xuất",

  outsideHeading: "Hãy mở bằng trình duyệt",
  outsideNote:
    "Google không cho đăng nhập bên trong ứng dụng khác. Hãy mở trang web bằng trình duyệt của bạn và đăng nhập ở đó.",
  openOutside: "Mở bằng trình duyệt",
  copyAddress: "Sao chép địa chỉ",
  copied: "Đã sao chép.",

  doneHeading: "Đã đăng nhập",
  done: "Bạn có thể đóng cửa sổ này.",
  noRequest: "Để đăng nhập trong trình duyệt này, hãy dùng nút đăng nhập của khung trò chuyện.",
  notStartedHeading: "Hãy bắt đầu từ khung chat",
  notStarted:
    "Để an toàn, việc đăng nhập chỉ bắt đầu từ nút đăng nhập của khung chat. Hãy mở trang web và nhấn nút đó.",
  unheardHeading: "Trang web không phản hồi",
  unheard: "Trang đã mở cửa sổ này không còn nữa. Hãy quay lại trang web và đăng nhập lại.",
  noWayHeading: "Không thể đăng nhập ở đây",
  noWay: "Với khung trò chuyện này, hãy đăng nhập ngay trên trang web.",
  expiredHeading: "Đã quá lâu",
  failedHeading: "Chưa thành công",

  cancelled: "Bạn chưa được đăng nhập. Hãy thử lại hoặc chọn cách khác.",
  expired: "Hãy quay lại khung trò chuyện và bắt đầu lại.",
  wrongPassword: "E-mail hoặc mật khẩu không đúng.",
  wrongCode: "Mã không đúng hoặc đã hết hạn.",
  tooOften: "Bạn thử quá nhiều lần. Hãy đợi một phút rồi thử lại.",
  noNetwork: "Không có kết nối. Hãy kiểm tra mạng rồi thử lại.",
  failed: "Đăng nhập không thành công. Hãy thử lại.",

  deviceInstead: "Dùng thiết bị khác",
  deviceHeading: "Đăng nhập cho thiết bị khác",
  deviceEnter: "Nhập dãy số hiện trên thiết bị.",
  deviceNumber: "Dãy số",
  deviceWrong:
    "Không có thiết bị nào hiện dãy số này, hoặc nó đã hết hạn. Hãy kiểm tra lại, hoặc lấy dãy số mới trên thiết bị.",
  deviceAsk: "Cho thiết bị này đăng nhập?",
  deviceCompare: "Thiết bị phải hiện dãy số này:",
  deviceDevice: "Thiết bị",
  deviceUnknown: "Trình duyệt không rõ",
  deviceChat: "Trò chuyện trên",
  deviceNetwork: "Mạng",
  deviceSameNetwork: "Cùng mạng với bạn",
  deviceOtherNetwork: "Khác mạng với bạn",
  deviceAs: "Đăng nhập với tên",
  deviceNoName: "Chưa có tên",
  deviceMay:
    "Thiết bị đó sẽ làm được những gì bạn làm được trong cuộc trò chuyện này, cho đến khi đăng xuất.",
  deviceWarning:
    "Chỉ xác nhận dãy số trên màn hình của chính bạn. Nếu ai đó gửi cho bạn dãy số hoặc liên kết, hãy từ chối: người đó sẽ đăng nhập dưới tên bạn.",
  deviceNobody:
    "Bạn chưa đăng nhập trong trình duyệt này. Hãy mở liên kết dành cho chủ phòng hoặc người kiểm duyệt ở đây trước, hoặc đi từ trang của bạn.",
  deviceConfirm: "Cho đăng nhập",
  deviceSignIn: "Đăng nhập để xác nhận",
  deviceRefuse: "Từ chối",
  deviceSomeoneElse: "Dùng tài khoản khác",
  deviceDoneHeading: "Thiết bị đã đăng nhập",
  deviceDone: "Thiết bị sẽ tự tiếp tục sau giây lát. Bạn có thể đóng trang này.",
  deviceRefusedHeading: "Đã từ chối",
  deviceRefused: "Thiết bị đó chưa được đăng nhập.",
};
