<?php
// Sets up a WordPress on the command line: the plugin, three people and a page with the chat.
// Speaks JSON over standard input.
$asked                   = json_decode( stream_get_contents( STDIN ), true );
$_SERVER['HTTP_HOST']    = $asked['host'];
$_SERVER['SERVER_NAME']  = 'localhost';
$_SERVER['REQUEST_URI']  = '/';
$_SERVER['REQUEST_METHOD'] = 'GET';
define( 'WP_INSTALLING', true );
require $asked['folder'] . '/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/upgrade.php';
require_once ABSPATH . 'wp-admin/includes/plugin.php';

add_filter( 'pre_wp_mail', '__return_true' );
wp_install( 'My Shop', 'boss', 'boss@example.com', true, '', $asked['password'] );
update_option( 'permalink_structure', '/%postname%/' );
// There is no network: an avatar at Gravatar would be an error on the page.
update_option( 'show_avatars', '0' );
switch_theme( 'plain' );
$trouble = activate_plugin( 'live-chat/live-chat.php' );
if ( is_wp_error( $trouble ) ) {
	exit( $trouble->get_error_message() );
}
foreach ( $asked['people'] as $login => $person ) {
	$id = wp_insert_user(
		array(
			'ID'                   => 'boss' === $login ? 1 : 0,
			'user_login'           => $login,
			'user_email'           => $login . '@example.com',
			'user_pass'            => 'boss' === $login ? wp_hash_password( $asked['password'] ) : $asked['password'],
			'show_admin_bar_front' => 'false',
		) + $person
	);
	if ( is_wp_error( $id ) ) {
		exit( $id->get_error_message() );
	}
}
wp_insert_post(
	array(
		'post_type'    => 'page',
		'post_status'  => 'publish',
		'post_name'    => 'show',
		'post_title'   => 'Tonight',
		'post_content' => '[live_chat stream_id="tonight" lang="en"]',
		'post_author'  => 1,
	)
);
echo 'installed WordPress ' . $GLOBALS['wp_version'];
