<?php
// What the plugin uses of WordPress, as its documentation describes it, and nothing more:
// a function that is not here ends the test. Speaks JSON over standard input and output.

// A warning of PHP's ends it, too.
set_error_handler( function ( $level, $message, $file, $line ) { throw new ErrorException( $message, 0, $level, $file, $line ); } );
define( 'ABSPATH', __DIR__ );

$asked = json_decode( stream_get_contents( STDIN ), true );
$hooks = array();
$told  = array( 'scripts' => array(), 'shortcodes' => array(), 'blocks' => array(), 'settings' => array(), 'pages' => array(), 'errors' => array() );

function add_action( $name, $callback ) { $GLOBALS['hooks'][ $name ][] = $callback; }
function do_action( $name ) { foreach ( $GLOBALS['hooks'][ $name ] ?? array() as $callback ) { $callback(); } }
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
function plugins_url( $path, $file ) { return 'https://site.example/wp-content/plugins/' . basename( dirname( $file ) ) . '/' . $path; }
function home_url() { return 'https://site.example/blog'; }
function get_option( $name, $default = false ) { return $GLOBALS['asked']['options'][ $name ] ?? $default; }
function current_user_can( $capability ) { return in_array( $capability, $GLOBALS['asked']['capabilities'] ?? array(), true ); }
function get_block_wrapper_attributes() { return 'class="wp-block-live-chat-chat"'; }
function get_admin_page_title() { return 'live-chat'; }
function settings_fields( $group ) { echo '<input type="hidden" name="option_page" value="' . esc_attr( $group ) . '" />'; }
function submit_button() { echo '<button>Save</button>'; }
function wp_parse_url( $url ) { return parse_url( $url ); }
function __( $text ) { return $text; }
function esc_html( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_attr( $text ) { return htmlspecialchars( $text, ENT_QUOTES ); }
function esc_html_e( $text ) { echo esc_html( $text ); }
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

require __DIR__ . '/../../docs/wordpress/live-chat.php';
foreach ( array( 'init', 'admin_init', 'admin_menu' ) as $hook ) { do_action( $hook ); }

if ( isset( $asked['content'] ) ) { $told['html'] = do_shortcode( $asked['content'] ); }
if ( isset( $asked['block'] ) ) { $told['html'] = $told['blocks']['live-chat/chat']['render_callback']( $asked['block'] ); }
if ( isset( $asked['server'] ) ) { $told['server'] = $told['settings']['live_chat_server']['sanitize_callback']( $asked['server'] ); }
if ( isset( $asked['page'] ) ) {
	ob_start();
	$told['pages'][ $asked['page'] ]['callback']();
	$told['html'] = ob_get_clean();
}
echo json_encode( $told );
