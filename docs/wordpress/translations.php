<?php
/** The plugin's own texts in other languages: plain lists, which need no compiler. */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

add_filter( 'gettext_live-chat', __NAMESPACE__ . '\\translate', 10, 2 );
add_action( 'enqueue_block_editor_assets', __NAMESPACE__ . '\\translate_block' );

/** A translation in the site's languages folder takes precedence. */
function translate( string $translation, string $text ): string {
	return $translation === $text ? ( texts()[ $text ] ?? $text ) : $translation;
}

/** The texts in the language of this page; empty for English. */
function texts(): array {
	static $all = array();
	$lang = strtolower( substr( determine_locale(), 0, 2 ) );
	$file = __DIR__ . '/languages/' . $lang . '.php';
	if ( ! isset( $all[ $lang ] ) ) {
		$all[ $lang ] = preg_match( '/\A[a-z]{2}\z/', $lang ) && is_readable( $file ) ? require $file : array();
	}
	return $all[ $lang ];
}

/** The editor's script uses wp.i18n, which knows the texts that the page passes to it. */
function translate_block(): void {
	$texts = array( '' => (object) array() );
	foreach ( texts() as $text => $translation ) {
		$texts[ $text ] = array( $translation );
	}
	wp_add_inline_script( 'live-chat-block', 'wp.i18n.setLocaleData( ' . wp_json_encode( $texts ) . ', "live-chat" );', 'before' );
}
