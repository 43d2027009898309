<?php
/**
 * Plugin Name:       live-chat
 * Description:       The chat of a live stream on any page: a shortcode and a block, for guests and for the people of your site.
 * Version:           0.1.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * License:           MIT
 * Text Domain:       live-chat
 */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

const VERSION = '0.1.0';
const OPTION  = 'live_chat_server';

require_once __DIR__ . '/members.php';
require_once __DIR__ . '/names.php';
require_once __DIR__ . '/settings.php';
require_once __DIR__ . '/translations.php';

/** The attributes that people may set, with their forms. The names are the element's, with underscores. */
const LOOKS = array(
	'theme'    => '/\A(auto|light|dark)\z/',
	'density'  => '/\A(comfortable|compact)\z/',
	'avatars'  => '/\A(on|off)\z/',
	'lang'     => '/\A[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\z/',
	'nickname' => '/\A[^\p{C}]{1,64}\z/u',
);
const SWITCHES = array( 'read_only', 'no_composer', 'no_header', 'no_pop_out' );

add_action( 'init', __NAMESPACE__ . '\\register' );

function register(): void {
	add_shortcode( 'live_chat', __NAMESPACE__ . '\\shortcode' );
	wp_register_script(
		'live-chat-block',
		plugins_url( 'block.js', __FILE__ ),
		array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
		VERSION,
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
 * @param array<int|string, string>|string $given The attributes that WordPress found between the brackets.
 */
function shortcode( $given ): string {
	return render( is_array( $given ) ? $given : array() );
}

/** @param array<string, mixed> $attributes The attributes of the block that the editor stored. */
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

/** The element; if something is missing, a message for people who can edit the page. */
function render( array $given ): string {
	$stream_id = clean( $given['stream_id'] ?? '' );
	$server    = (string) get_option( OPTION, '' );
	if ( '' === $server ) {
		return problem( __( 'live-chat: set the address of your chat server under Settings → live-chat.', 'live-chat' ) );
	}
	if ( ! preg_match( '/\A[A-Za-z0-9_.:-]{1,128}\z/', $stream_id ) ) {
		return problem( __( 'live-chat: stream_id is missing or wrong. It has 1 to 128 of A-Z a-z 0-9 _ . : -', 'live-chat' ) );
	}
	// First, so that a chat knows its visitor when it connects.
	$members = members_attributes();
	enqueue( $server );
	$html = '<live-chat stream-id="' . esc_attr( $stream_id ) . '" server-url="' . esc_url( $server ) . '"' . $members;
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

/** A switch is on if it has no value, or any value except these. */
function is_on( array $given, string $name ): bool {
	foreach ( $given as $key => $value ) {
		if ( is_int( $key ) && $name === clean( $value ) ) {
			return true;
		}
	}
	return isset( $given[ $name ] ) && ! in_array( clean( $given[ $name ] ), array( '', '0', 'false', 'off', 'no' ), true );
}

/** Editors turn typed quotes into typographic ones, which become part of the value. */
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
