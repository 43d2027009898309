<?php
/** The name under which a person writes. */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

const NAME_FORMS = array( 'display', 'nickname', 'masked' );
/** The maximum length that the chat server accepts. */
const MAX_NAME_GRAPHEMES = 32;
const MAX_NAME_BYTES     = 512;
/** One on each line. */
const DEFAULT_RESERVED = "admin\nadministrator\nmoderator\nstaff\n관리자\n운영자\n운영진\n매니저\n호스트";
/** Fillers that are invisible, although Unicode classes them as letters. */
const BLANKS = '/[\x{115F}\x{1160}\x{3164}\x{FFA0}\x{2800}\p{Z}\p{C}\p{M}]+/u';

/**
 * Always a name that the chat server accepts: a person without one could choose any, and so avoid
 * the mask. Staff are not masked, so that everybody knows who they are.
 */
function chat_name( \WP_User $user, bool $is_staff ): string {
	$form = get_option( NAMES_OPTION, 'display' );
	$name = clean_name( 'nickname' === $form ? $user->nickname : $user->display_name );
	if ( '' === $name || ( ! $is_staff && is_reserved( $name ) ) ) {
		/* translators: %d: the number of a user */
		return sprintf( __( 'Member %d', 'live-chat' ), $user->ID );
	}
	// Shops often derive the name from the e-mail address, which must not be shown.
	if ( preg_match( '/\A(.*?[^\s@＠﹫])[@＠﹫][^\s@＠﹫]/u', $name, $found ) ) {
		return mask_name( $found[1] );
	}
	return 'masked' === $form && ! $is_staff ? mask_name( $name ) : $name;
}

/** A name without invisible characters, cut to the length that the chat server accepts; empty if nothing is left. */
function clean_name( string $name ): string {
	$name = trim( (string) preg_replace( array( '/\p{C}+/u', '/\p{Z}+/u' ), array( '', ' ' ), $name ) );
	if ( ! preg_match( '/\A\X{1,' . MAX_NAME_GRAPHEMES . '}/u', $name, $found ) ) {
		return '';
	}
	$is_visible = '' !== preg_replace( BLANKS, '', $found[0] );
	return $is_visible && strlen( $found[0] ) <= MAX_NAME_BYTES ? trim( $found[0] ) : '';
}

/** 김철수 is 김*수, 김수 is 김*, Minji is M***i: at most three stars, so that long names do not tell how long. */
function mask_name( string $name ): string {
	if ( ! preg_match_all( '/\X/u', $name, $found ) ) {
		return '';
	}
	$letters = $found[0];
	$count   = count( $letters );
	return $count < 3
		? $letters[0] . '*'
		: $letters[0] . str_repeat( '*', min( $count - 2, 3 ) ) . $letters[ $count - 1 ];
}

/** Whether a name claims to speak for the site. The chat server protects the names of staff. */
function is_reserved( string $name ): bool {
	return in_array( bare_name( $name ), array_map( __NAMESPACE__ . '\\bare_name', reserved_names() ), true );
}

/** @return array<int, string> */
function reserved_names(): array {
	$lines = preg_split( '/\R/u', (string) get_option( RESERVED_OPTION, DEFAULT_RESERVED ) );
	return array_filter(
		array_merge( is_array( $lines ) ? $lines : array(), array( (string) get_option( 'blogname', '' ) ) ),
		fn( $line ) => '' !== bare_name( $line )
	);
}

/** Only letters and digits, in lower case. */
function bare_name( string $name ): string {
	$name = class_exists( 'Normalizer' ) ? (string) \Normalizer::normalize( $name, \Normalizer::FORM_KC ) : $name;
	$name = function_exists( 'mb_strtolower' ) ? mb_strtolower( $name, 'UTF-8' ) : strtolower( $name );
	return (string) preg_replace( '/[^\p{L}\p{N}]+/u', '', $name );
}
