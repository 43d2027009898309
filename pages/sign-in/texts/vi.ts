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
  demoHost: "Chủ phòng",
  demoHostNote: "Vào với vai chủ phòng để thử quản lý: xoá, cấm tạm thời, ghim.",
  demoHostLink:
    "Hãy mở bản demo một lần trong trình duyệt này bằng liên kết hiện trong terminal. Sau đó bạn có thể làm chủ phòng.",
  nickname: "Biệt danh",

  outsideHeading: "Hãy mở bằng trình duyệt",
  outsideNote:
    "Google không cho đăng nhập bên trong ứng dụng khác. Hãy mở trang web bằng trình duyệt của bạn và đăng nhập ở đó.",
  openOutside: "Mở bằng trình duyệt",
  copyAddress: "Sao chép địa chỉ",
  copied: "Đã sao chép.",

  doneHeading: "Đã đăng nhập",
  done: "Bạn có thể đóng cửa sổ này.",
  noRequestHeading: "Không có gì để đăng nhập",
  noRequest: "Hãy mở trang này bằng nút đăng nhập trong khung trò chuyện.",
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
};
