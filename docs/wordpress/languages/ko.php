<?php
// 한국어. 왼쪽은 플러그인의 원문 그대로, 오른쪽은 화면에 보이는 글.

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

return array(
	// 글과 블록
	'Live chat'                    => '라이브 채팅',
	'The chat of a live stream.'   => '라이브 방송의 채팅창입니다.',
	'live-chat: set the address of your chat server under Settings → live-chat.' => 'live-chat: 설정 → live-chat에서 채팅 서버 주소를 입력하세요.',
	'live-chat: stream_id is missing or wrong. It has 1 to 128 of A-Z a-z 0-9 _ . : -' => 'live-chat: stream_id가 없거나 잘못되었습니다. A-Z a-z 0-9 _ . : - 만 써서 1~128자로 입력하세요.',
	'Stream id'                    => '스트림 ID',
	'1 to 128 of A-Z a-z 0-9 _ . : -' => 'A-Z a-z 0-9 _ . : - 만 써서 1~128자',
	'Chat'                         => '채팅',
	'Theme'                        => '테마',
	'The device\'s'                => '기기 설정에 따름',
	'Light'                        => '밝게',
	'Dark'                         => '어둡게',
	'Height in px'                 => '높이(px)',
	'Read only'                    => '읽기 전용',
	'Member %d'                    => '회원 %d',

	// 설정 화면
	'Chat server'                  => '채팅 서버',
	'Its CHAT_ORIGINS must name this site:' => '서버의 CHAT_ORIGINS에 이 사이트를 넣어야 합니다:',
	'Give the address of your chat server, like https://chat.example.com.' => '채팅 서버 주소를 https://chat.example.com 같은 형식으로 입력하세요.',
	'The people of this site'      => '이 사이트의 회원',
	'With a secret that only this site and the chat server know, people who are logged in here write in the chat under their own accounts.' => '이 사이트와 채팅 서버만 아는 비밀 키를 넣으면, 여기에 로그인한 회원이 자기 이름으로 채팅합니다.',
	'Secret'                       => '비밀 키',
	'A secret is set. Leave the field empty to keep it.' => '비밀 키가 저장되어 있습니다. 그대로 쓰려면 비워 두세요.',
	'Remove it: everybody is a guest, or only reads' => '지우기: 모두 게스트가 되거나 읽기만 합니다',
	'The chat server\'s CHAT_JWT_SECRET. To keep it out of the database, define LIVE_CHAT_SECRET in wp-config.php.' => '채팅 서버의 CHAT_JWT_SECRET과 같은 값입니다. 데이터베이스에 남기지 않으려면 wp-config.php에 LIVE_CHAT_SECRET으로 정의하세요.',
	'The secret needs at least 32 characters, the same as the chat server\'s CHAT_JWT_SECRET.' => '비밀 키는 32자 이상이어야 하고, 채팅 서버의 CHAT_JWT_SECRET과 같아야 합니다.',
	'Set by LIVE_CHAT_SECRET in wp-config.php.' => 'wp-config.php의 LIVE_CHAT_SECRET을 쓰고 있습니다.',
	'LIVE_CHAT_SECRET in wp-config.php is too short: it needs at least 32 characters.' => 'wp-config.php의 LIVE_CHAT_SECRET이 너무 짧습니다. 32자 이상이어야 합니다.',
	'Name'                         => '이름',
	'as the site shows it'         => '사이트에 표시되는 이름 그대로',
	'the nickname of their profile' => '프로필의 닉네임',
	'masked: 김*수, M***i'          => '가운데를 가림: 김*수, M***i',
	'Names of staff are never masked. E-mail addresses are never shown.' => '채팅 운영진의 이름은 가리지 않습니다. 이메일 주소는 누구 것도 보이지 않습니다.',
	'With their pictures'          => '프로필 사진도 표시',
	'Addresses at Gravatar contain a hash of the e-mail address, and Gravatar learns who watches.' => 'Gravatar 사진 주소에는 이메일 주소의 해시가 들어 있고, 누가 시청하는지 Gravatar가 알 수 있습니다.',
	'Names for staff only'        => '운영진만 쓸 수 있는 이름',
	'One on each line. The name of this site is always one of them. Members with such a name write as “Member 17”.' => '한 줄에 하나씩 입력하세요. 사이트 이름은 자동으로 포함됩니다. 이런 이름을 쓰는 회원은 “회원 17”처럼 표시됩니다.',
	'Roles in the chat'            => '채팅에서의 역할',
	'reads only'                  => '읽기만',
	'member'                       => '일반 회원',
	'moderator'                    => '매니저',
	'owner: appoints moderators'   => '호스트: 매니저를 임명함',
	'The roles hold in every stream of the chat server. If a person has several roles, the highest counts.' => '채팅 서버의 모든 방송에 적용됩니다. 역할이 여러 개면 가장 높은 역할을 따릅니다.',
	'New users of this site get this role, so it cannot be staff of the chat. It stays a member.' => '새로 가입하는 회원이 받는 역할이라서 채팅 운영진으로 지정할 수 없습니다. 일반 회원으로 두었습니다.',
	'Then write this into a page, or add the block “Live chat”:' => '저장한 다음 페이지에 아래 코드를 넣거나 “라이브 채팅” 블록을 추가하세요:',
);
