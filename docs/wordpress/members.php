<?php
/**
 * Gives the person who is logged in on this site a short-lived token that the chat server accepts.
 *
 * Pages may be cached for everybody, so no page contains its visitor's identity. The page's script
 * requests the token when the chat needs one. Only that answer is personal, and it may not be cached.
 */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

const SECRET_OPTION   = 'live_chat_secret';
const NAMES_OPTION    = 'live_chat_names';
const PICTURES_OPTION = 'live_chat_pictures';
const ROLES_OPTION    = 'live_chat_roles';
const RESERVED_OPTION = 'live_chat_reserved';

/** The minimum length that the chat server requires of a secret. */
const MIN_SECRET_LENGTH = 32;
/** Lifetime of a token: a person who logged out could write this long with a token that they kept. */
const TOKEN_SECONDS = 300;
/** From the lowest to the highest. */
const CHAT_ROLES = array( 'none', 'member', 'moderator', 'owner' );
/** An administrator can read the secret, and so become an owner in any case. Nobody else is staff by default. */
const DEFAULT_ROLES = array( 'administrator' => 'owner' );

add_action( 'rest_api_init', __NAMESPACE__ . '\\register_token_route' );
add_action( 'init', __NAMESPACE__ . '\\mark_whoever_came_before' );
add_action( 'set_logged_in_cookie', __NAMESPACE__ . '\\mark', 10, 2 );
add_action( 'clear_auth_cookie', __NAMESPACE__ . '\\unmark' );

/** The secret that the chat server has as CHAT_JWT_SECRET; empty while members are only guests. */
function secret(): string {
	$secret = defined( 'LIVE_CHAT_SECRET' ) ? LIVE_CHAT_SECRET : get_option( SECRET_OPTION, '' );
	return is_string( $secret ) && strlen( $secret ) >= MIN_SECRET_LENGTH ? $secret : '';
}

function register_token_route(): void {
	register_rest_route(
		'live-chat/v1',
		'/token',
		array(
			'methods'             => 'POST',
			'callback'            => __NAMESPACE__ . '\\answer_token',
			// Only the cookie identifies the person; a nonce in a cached page would be somebody else's.
			'permission_callback' => '__return_true',
			'show_in_index'       => false,
		)
	);
}

/** The token of the logged-in person; null for all others. */
function answer_token(): \WP_REST_Response {
	if ( ! is_own_page( $_SERVER ) ) {
		return private_answer( array( 'message' => 'live-chat: only pages of ' . site_origin() . ' may ask who is logged in.' ), 403 );
	}
	$user  = secret() === '' ? null : logged_in_user();
	$until = $user ? logged_in_until() : 0;
	$role  = $user ? chat_role( $user->roles ) : 'none';
	if ( ! $user || 'none' === $role || $until <= time() ) {
		if ( ! $user ) {
			unmark();
		}
		return private_answer( array( 'token' => null ) );
	}
	$claims = claims_of( $user, $role, min( time() + TOKEN_SECONDS, $until ) );
	return private_answer( array( 'token' => sign( apply_filters( 'live_chat_claims', $claims, $user ), secret() ) ) );
}

/**
 * Whether the request comes from a page of this site, by the headers that browsers send. WordPress
 * lets any site read the answers of its REST interface, and lets a GET pass for a POST; browsers
 * send the cookie with both.
 *
 * @param array<string, mixed> $server
 */
function is_own_page( array $server ): bool {
	return 'POST' === ( $server['REQUEST_METHOD'] ?? '' )
		&& in_array( $server['HTTP_ORIGIN'] ?? '', apply_filters( 'live_chat_origins', array( site_origin() ) ), true )
		&& 'same-origin' === ( $server['HTTP_SEC_FETCH_SITE'] ?? 'same-origin' );
}

/** @param array<string, mixed> $body */
function private_answer( array $body, int $status = 200 ): \WP_REST_Response {
	$answer = new \WP_REST_Response( $body, $status );
	$answer->header( 'Cache-Control', 'no-store, private' );
	$answer->header( 'Vary', 'Cookie, Origin' );
	return $answer;
}

/** Identified by the cookie: without a nonce, the REST interface treats everybody as logged out. */
function logged_in_user(): ?\WP_User {
	$id   = wp_validate_auth_cookie( '', 'logged_in' );
	$user = $id ? get_userdata( $id ) : false;
	return $user ? $user : null;
}

/** No token outlives the login that it comes from. */
function logged_in_until(): int {
	$cookie = wp_parse_auth_cookie( '', 'logged_in' );
	return (int) ( $cookie['expiration'] ?? 0 );
}

/**
 * The claims about a person. Only their role in WordPress decides about their role in the chat;
 * texts in their profile are used as a name at most.
 *
 * @return array<string, mixed>
 */
function claims_of( \WP_User $user, string $role, int $expires ): array {
	$is_staff = in_array( $role, array( 'moderator', 'owner' ), true );
	$claims   = array(
		'sub'        => 'wp-' . $user->ID,
		'name'       => chat_name( $user, $is_staff ),
		'exp'        => $expires,
		'created_at' => (int) strtotime( $user->user_registered . ' UTC' ),
	);
	if ( $is_staff ) {
		$claims['chat_role'] = $role;
	}
	if ( 'on' === get_option( PICTURES_OPTION, '' ) && get_option( 'show_avatars', '1' ) ) {
		$claims['picture'] = (string) get_avatar_url( $user->ID, array( 'size' => 96, 'scheme' => 'https' ) );
	}
	return $claims;
}

/**
 * The highest role in the chat that a person's WordPress roles give. A person without a role on
 * this site has none in its chat.
 *
 * @param array<int, string> $roles
 */
function chat_role( array $roles ): string {
	$here  = (array) get_option( ROLES_OPTION, DEFAULT_ROLES );
	$ranks = array( 0 );
	foreach ( $roles as $role ) {
		$ranks[] = (int) array_search( $here[ $role ] ?? 'member', CHAT_ROLES, true );
	}
	return CHAT_ROLES[ max( $ranks ) ];
}

/** A JSON Web Token (HS256), the form that the chat server checks. */
function sign( array $claims, string $secret ): string {
	$signed = base64url( '{"alg":"HS256","typ":"JWT"}' ) . '.' . base64url( (string) wp_json_encode( $claims ) );
	return $signed . '.' . base64url( hash_hmac( 'sha256', $signed, $secret, true ) );
}

function base64url( string $bytes ): string {
	return rtrim( strtr( base64_encode( $bytes ), '+/', '-_' ), '=' );
}

/*
 * A cookie that pages can read shows that a person is logged in; its value changes at each login.
 * So visitors who are not logged in request no tokens, and an open chat notices a logout. The cookie
 * identifies nobody and proves nothing.
 */

function marker(): string {
	return 'live_chat_member_' . COOKIEHASH;
}

function mark( string $logged_in_cookie, int $expire ): void {
	if ( '' !== secret() ) {
		set_marker( wp_generate_password( 12, false ), $expire );
	}
}

function unmark(): void {
	if ( isset( $_COOKIE[ marker() ] ) ) {
		set_marker( '', 1 );
	}
}

/** Sets the cookie for people who were already logged in when the secret was set. */
function mark_whoever_came_before(): void {
	if ( '' !== secret() && ! isset( $_COOKIE[ marker() ] ) && is_user_logged_in() ) {
		set_marker( wp_generate_password( 12, false ), 0 );
	}
}

function set_marker( string $value, int $expire ): void {
	if ( headers_sent() ) {
		return;
	}
	setcookie(
		marker(),
		$value,
		array(
			'expires'  => $expire,
			'path'     => COOKIEPATH,
			'domain'   => (string) COOKIE_DOMAIN,
			'secure'   => is_ssl(),
			'httponly' => false,
			'samesite' => 'Lax',
		)
	);
}

/** Adds the script and its settings, which are the same for everybody. */
function members_attributes(): string {
	if ( '' === secret() ) {
		return '';
	}
	wp_enqueue_script( 'live-chat-members', plugins_url( 'members.js', __FILE__ ), array(), VERSION, true );
	return ' data-members="' . esc_attr( without_origin( rest_url( 'live-chat/v1/token' ) ) ) . '"'
		. ' data-login="' . esc_attr( wp_login_url() ) . '"';
}

/** An address without its host, which is the same under each of the site's names. */
function without_origin( string $url ): string {
	return (string) preg_replace( '#\A[a-z]+://[^/]+#i', '', $url );
}
