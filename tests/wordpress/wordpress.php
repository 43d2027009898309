<?php
// What the plugin uses of WordPress, as its documentation describes it, and nothing more:
// a function that is not here ends the test. Speaks JSON over standard input and output.

// A warning of PHP's ends it, too.
set_error_handler( function ( $level, $message, $file, $line ) { throw new ErrorException( $message, 0, $level, $file, $line ); } );
define( 'ABSPATH', __DIR__ );
define( 'COOKIEHASH', 'abc123' );
define( 'COOKIEPATH', '/blog/' );
define( 'COOKIE_DOMAIN', false );

$asked = json_decode( stream_get_contents( STDIN ), true );
$hooks = array();
$told  = array( 'scripts' => array(), 'shortcodes' => array(), 'blocks' => array(), 'settings' => array(), 'pages' => array(), 'errors' => array(), 'cookies' => array() );
if ( isset( $asked['constantSecret'] ) ) { define( 'LIVE_CHAT_SECRET', $asked['constantSecret'] ); }
$_SERVER = ( $asked['server_variables'] ?? array() ) + $_SERVER;
$_COOKIE = $asked['cookies'] ?? array();

function add_action( $name, $callback ) { $GLOBALS['hooks'][ $name ][] = $callback; }
function add_filter( $name, $callback ) { add_action( $name, $callback ); }
function do_action( $name, ...$given ) { foreach ( $GLOBALS['hooks'][ $name ] ?? array() as $callback ) { $callback( ...$given ); } }
function apply_filters( $name, $value, ...$given ) {
	foreach ( $GLOBALS['hooks'][ $name ] ?? array() as $callback ) { $value = $callback( $value, ...$given ); }
	return $value;
}
function add_shortcode( $tag, $callback ) { $GLOBALS['told']['shortcodes'][ $tag ] = $callback; }
function register_block_type( $name, $args ) { $GLOBALS['told']['blocks'][ $name ] = $args; }
function register_setting( $group, $name, $args ) { $GLOBALS['told']['settings'][ $name ] = $args + array( 'group' => $group ); }
function add_options_page( $title, $menu, $capability, $slug, $callback ) { $GLOBALS['told']['pages'][ $slug ] = compact( 'capability', 'callback' ); }
function add_settings_error( $setting, $code, $message ) { $GLOBALS['told']['errors'][] = $message; }
function wp_register_script( $handle, $src, $deps, $version, $in_footer ) { $GLOBALS['told']['registered'][ $handle ] = compact( 'src', 'deps' ); }
function wp_enqueue_script( $handle, $src, $deps, $version, $in_footer ) { $GLOBALS['told']['scripts'][ $handle ] = $src; }
if ( $asked['hasModules'] ?? true ) {
	function wp_enqueue_script_module( $handle, $src, $deps, $version ) { $GLOBALS['told']['scripts'][ $handle ] = $src; }
}
function plugins_url( $path, $file ) { return home_url() . '/wp-content/plugins/' . basename( dirname( $file ) ) . '/' . $path; }
function home_url() { return $GLOBALS['asked']['home'] ?? 'https://site.example/blog'; }
function get_option( $name, $default = false ) { return $GLOBALS['asked']['options'][ $name ] ?? $default; }
function current_user_can( $capability ) { return in_array( $capability, $GLOBALS['asked']['capabilities'] ?? array(), true ); }
function get_block_wrapper_attributes() { return 'class="wp-block-live-chat-chat"'; }
function get_admin_page_title() { return 'live-chat'; }
function settings_fields( $group ) { echo '<input type="hidden" name="option_page" value="' . esc_attr( $group ) . '" />'; }
function submit_button() { echo '<button>Save</button>'; }
function wp_parse_url( $url ) { return parse_url( $url ); }
function __( $text, $domain ) { return apply_filters( 'gettext_' . $domain, $text, $text, $domain ); }
function determine_locale() { return $GLOBALS['asked']['locale'] ?? 'en_US'; }
function wp_add_inline_script( $handle, $data, $position ) { $GLOBALS['told']['inline'][ $handle ] = $data; }
function add_option( $name, $value, $deprecated, $autoload ) {}
function register_rest_route( $namespace, $route, $args ) { $GLOBALS['told']['routes'][ $namespace . $route ] = $args; }
function rest_url( $path ) { return home_url() . '/wp-json/' . $path; }
function wp_login_url() { return home_url() . '/wp-login.php'; }
function wp_json_encode( $value ) { return json_encode( $value ); }
function wp_generate_password( $length, $special ) { return str_repeat( 'r', $length ); }
function is_ssl() { return true; }
function is_user_logged_in() { return isset( $GLOBALS['asked']['user'] ); }
function wp_validate_auth_cookie( $cookie, $scheme ) { return 'logged_in' === $scheme ? $GLOBALS['asked']['user']['ID'] ?? false : false; }
function wp_parse_auth_cookie( $cookie, $scheme ) { return isset( $GLOBALS['asked']['user'] ) ? array( 'expiration' => (string) ( time() + ( $GLOBALS['asked']['user']['seconds'] ?? 86400 ) ) ) : false; }
function get_userdata( $id ) { return new WP_User( $GLOBALS['asked']['user'] ); }
function get_avatar_url( $id, $args ) { return $args['scheme'] . '://gravatar.example/' . $id . '?s=' . $args['size']; }
function sanitize_key( $key ) { return preg_replace( '/[^a-z0-9_\-]/', '', strtolower( $key ) ); }
function sanitize_textarea_field( $text ) { return trim( strip_tags( $text ) ); }
function esc_textarea( $text ) { return esc_html( $text ); }
function translate_user_role( $name ) { return $name; }
function wp_roles() {
	return new class() {
		public function get_names() { return $GLOBALS['asked']['siteRoles'] ?? array( 'administrator' => 'Administrator', 'subscriber' => 'Subscriber' ); }
	};
}
class WP_User {
	public function __construct( $fields ) {
		$this->fields = $fields + array( 'display_name' => 'Minji Kim', 'nickname' => 'minji', 'roles' => array( 'subscriber' ), 'user_registered' => '2026-01-02 03:04:05' );
	}
	public function __get( $name ) { return $this->fields[ $name ]; }
	private $fields;
}
class WP_REST_Response {
	public function __construct( $body, $status ) { $this->told = array( 'body' => $body, 'status' => $status, 'headers' => array() ); }
	public function header( $name, $value ) { $this->told['headers'][ $name ] = $value; }
	public $told;
}
function esc_html( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_html_e( $text, $domain ) { echo esc_html( __( $text, $domain ) ); }
function esc_url( $url ) { return preg_match( '#^https?://#', $url ) ? esc_html( $url ) : ''; }

/** Attributes as WordPress takes them apart: named ones, and words alone under numbers. */
function shortcode_parse_atts( $text ) {
	preg_match_all( '/([\w-]+)\s*=\s*"([^"]*)"|([\w-]+)\s*=\s*(\S+)|(\S+)/', $text, $found, PREG_SET_ORDER );
	$attributes = array();
	foreach ( $found as $one ) {
		if ( ! empty( $one[1] ) ) { $attributes[ $one[1] ] = $one[2]; }
		elseif ( ! empty( $one[3] ) ) { $attributes[ $one[3] ] = $one[4]; }
		else { $attributes[] = $one[5]; }
	}
	return $attributes ?: '';
}

/** Puts in place of each shortcode what its plugin makes of it. */
function do_shortcode( $content ) {
	return preg_replace_callback(
		'/\[(live_chat)\b([^\]]*)\]/',
		fn( $found ) => $GLOBALS['told']['shortcodes'][ $found[1] ]( shortcode_parse_atts( trim( $found[2] ) ) ),
		$content
	);
}

require __DIR__ . '/headers.php';
require __DIR__ . '/../../docs/wordpress/live-chat.php';
foreach ( array( 'init', 'admin_init', 'admin_menu', 'rest_api_init', 'enqueue_block_editor_assets' ) as $hook ) { do_action( $hook ); }

if ( isset( $asked['content'] ) ) { $told['html'] = do_shortcode( $asked['content'] ); }
if ( isset( $asked['block'] ) ) { $told['html'] = $told['blocks']['live-chat/chat']['render_callback']( $asked['block'] ); }
foreach ( $asked['save'] ?? array() as $name => $given ) { $told['saved'][ $name ] = $told['settings'][ $name ]['sanitize_callback']( $given ); }
if ( isset( $asked['hook'] ) ) { do_action( ...$asked['hook'] ); }
if ( isset( $asked['rest'] ) ) { $told['answer'] = $told['routes'][ $asked['rest'] ]['callback']()->told; }
if ( isset( $asked['page'] ) ) {
	ob_start();
	$told['pages'][ $asked['page'] ]['callback']();
	$told['html'] = ob_get_clean();
}
echo json_encode( $told );
