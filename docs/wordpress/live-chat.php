<?php
/**
 * Plugin Name:       live-chat
 * Description:       The chat of a live stream on any page: a shortcode and a block.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       live-chat
 */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

const OPTION = 'live_chat_server';

/** What people may set, and the form that each must have. The names are the element's, with underscores. */
const LOOKS = array(
	'theme'    => '/\A(auto|light|dark)\z/',
	'density'  => '/\A(comfortable|compact)\z/',
	'avatars'  => '/\A(on|off)\z/',
	'lang'     => '/\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z/',
	'nickname' => '/\A[^\p{C}]{1,64}\z/u',
);
const SWITCHES = array( 'read_only', 'no_composer', 'no_header', 'no_pop_out' );

add_action( 'init', __NAMESPACE__ . '\\register' );
add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );

function register(): void {
	add_shortcode( 'live_chat', __NAMESPACE__ . '\\shortcode' );
	wp_register_script(
		'live-chat-block',
		plugins_url( 'block.js', __FILE__ ),
		array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
		'0.1.0',
		true
	);
	register_block_type(
		'live-chat/chat',
		array(
			'api_version'     => 3,
			'title'           => __( 'Live chat', 'live-chat' ),
			'description'     => __( 'The chat of a live stream.', 'live-chat' ),
			'category'        => 'embed',
			'icon'            => 'format-chat',
			'supports'        => array( 'align' => array( 'wide', 'full' ), 'html' => false ),
			'attributes'      => array(
				'streamId' => array( 'type' => 'string', 'default' => '' ),
				'theme'    => array( 'type' => 'string', 'default' => 'auto' ),
				'height'   => array( 'type' => 'number', 'default' => 0 ),
				'readOnly' => array( 'type' => 'boolean', 'default' => false ),
			),
			'editor_script'   => 'live-chat-block',
			'render_callback' => __NAMESPACE__ . '\\render_block',
		)
	);
}

/**
 * `[live_chat stream_id="my-show" theme="dark" height="600" read_only]`
 *
 * @param array<int|string, string>|string $given What WordPress found between the brackets.
 */
function shortcode( $given ): string {
	return render( is_array( $given ) ? $given : array() );
}

/** @param array<string, mixed> $attributes What the editor has kept of the block. */
function render_block( array $attributes ): string {
	$chat = render(
		array(
			'stream_id' => (string) ( $attributes['streamId'] ?? '' ),
			'theme'     => (string) ( $attributes['theme'] ?? '' ),
			'height'    => (string) ( $attributes['height'] ?? '' ),
			'read_only' => empty( $attributes['readOnly'] ) ? 'false' : 'true',
		)
	);
	return '' === $chat ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $chat . '</div>';
}

/** The element, or for those who can change the page what is missing. */
function render( array $given ): string {
	$stream_id = clean( $given['stream_id'] ?? '' );
	$server    = (string) get_option( OPTION, '' );
	if ( '' === $server ) {
		return problem( __( 'live-chat: set the address of your chat server under Settings → live-chat.', 'live-chat' ) );
	}
	if ( ! preg_match( '/\A[A-Za-z0-9_.:-]{1,128}\z/', $stream_id ) ) {
		return problem( __( 'live-chat: stream_id is missing or wrong. It has 1 to 128 of A-Z a-z 0-9 _ . : -', 'live-chat' ) );
	}
	enqueue( $server );
	$html = '<live-chat stream-id="' . esc_attr( $stream_id ) . '" server-url="' . esc_url( $server ) . '"';
	foreach ( LOOKS as $name => $form ) {
		$value = clean( $given[ $name ] ?? '' );
		if ( preg_match( $form, $value ) ) {
			$html .= ' ' . $name . '="' . esc_attr( $value ) . '"';
		}
	}
	foreach ( SWITCHES as $name ) {
		if ( is_on( $given, $name ) ) {
			$html .= ' ' . str_replace( '_', '-', $name );
		}
	}
	$height = clean( $given['height'] ?? '' );
	if ( preg_match( '/\A[1-9]\d{2,3}\z/', $height ) ) {
		$html .= ' style="block-size:' . esc_attr( $height ) . 'px"';
	}
	return $html . '></live-chat>';
}

/** A switch is on when it is named alone, or with any value but these. */
function is_on( array $given, string $name ): bool {
	foreach ( $given as $key => $value ) {
		if ( is_int( $key ) && $name === clean( $value ) ) {
			return true;
		}
	}
	return isset( $given[ $name ] ) && ! in_array( clean( $given[ $name ] ), array( '', '0', 'false', 'off', 'no' ), true );
}

/** Editors make typographic quotes of those that somebody types, and these become part of the value. */
function clean( $value ): string {
	return (string) preg_replace( '/\A[\s"\'“”„‘’″]+|[\s"\'“”„‘’″]+\z/u', '', (string) $value );
}

/** The script, once a page. Plugins that merge scripts leave modules where they are. */
function enqueue( string $server ): void {
	if ( function_exists( 'wp_enqueue_script_module' ) ) {
		wp_enqueue_script_module( 'live-chat', $server . '/live-chat.js', array(), null );
	} else {
		wp_enqueue_script( 'live-chat', $server . '/live-chat.umd.js', array(), null, true );
	}
}

function problem( string $told ): string {
	return current_user_can( 'edit_posts' ) ? '<p class="live-chat-problem">' . esc_html( $told ) . '</p>' : '';
}

function register_settings(): void {
	register_setting(
		'live_chat',
		OPTION,
		array(
			'type'              => 'string',
			'default'           => '',
			'sanitize_callback' => __NAMESPACE__ . '\\sanitize_server',
		)
	);
}

/**
 * The origin of a chat server, or what was set before where the given is none: pages would
 * run whatever script that address has.
 */
function sanitize_server( $given ): string {
	$given = trim( (string) $given );
	if ( '' === $given ) {
		return '';
	}
	$server = server_origin( $given );
	if ( '' !== $server ) {
		return $server;
	}
	add_settings_error( OPTION, 'address', __( 'Give the address of your chat server, like https://chat.example.com.', 'live-chat' ) );
	return (string) get_option( OPTION, '' );
}

function server_origin( string $address ): string {
	$parts = wp_parse_url( $address );
	if ( ! is_array( $parts ) || isset( $parts['user'] ) || isset( $parts['pass'] ) || isset( $parts['query'] ) ) {
		return '';
	}
	$scheme = strtolower( $parts['scheme'] ?? '' );
	$host   = strtolower( $parts['host'] ?? '' );
	$local  = in_array( $host, array( 'localhost', '127.0.0.1' ), true );
	if ( 'https' !== $scheme && ! ( 'http' === $scheme && $local ) ) {
		return '';
	}
	if ( ! preg_match( '/\A[a-z0-9.-]+\z/', $host ) || '' !== trim( $parts['path'] ?? '', '/' ) ) {
		return '';
	}
	return $scheme . '://' . $host . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}

function add_settings_page(): void {
	add_options_page( 'live-chat', 'live-chat', 'manage_options', 'live-chat', __NAMESPACE__ . '\\show_settings_page' );
}

function show_settings_page(): void {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	?>
	<div class="wrap">
		<h1><?php echo esc_html( get_admin_page_title() ); ?></h1>
		<form action="options.php" method="post">
			<?php settings_fields( 'live_chat' ); ?>
			<table class="form-table" role="presentation">
				<tr>
					<th scope="row"><label for="live-chat-server"><?php esc_html_e( 'Chat server', 'live-chat' ); ?></label></th>
					<td>
						<input type="url" class="regular-text code" id="live-chat-server" name="<?php echo esc_attr( OPTION ); ?>"
							value="<?php echo esc_attr( get_option( OPTION, '' ) ); ?>" placeholder="https://chat.example.com" required />
						<p class="description"><?php esc_html_e( 'Its CHAT_ORIGINS must name this site:', 'live-chat' ); ?>
							<code><?php echo esc_html( site_origin() ); ?></code></p>
					</td>
				</tr>
			</table>
			<?php submit_button(); ?>
		</form>
		<p><?php esc_html_e( 'Then write this into a page, or add the block “Live chat”:', 'live-chat' ); ?>
			<code>[live_chat stream_id="my-stream"]</code></p>
	</div>
	<?php
}

/** As browsers name this site to the chat server: without a path. */
function site_origin(): string {
	$parts = wp_parse_url( home_url() );
	return $parts['scheme'] . '://' . $parts['host'] . ( isset( $parts['port'] ) ? ':' . $parts['port'] : '' );
}
