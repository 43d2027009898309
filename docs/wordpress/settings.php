<?php
/** The settings: the chat server, and which people of this site it learns of, under which names. */

namespace LiveChat;

defined( 'ABSPATH' ) || exit;

add_action( 'admin_init', __NAMESPACE__ . '\\register_settings' );
add_action( 'admin_menu', __NAMESPACE__ . '\\add_settings_page' );

function register_settings(): void {
	// Once; what is there already stays. No page but this one needs the secret at every request.
	add_option( SECRET_OPTION, '', '', 'no' );
	foreach (
		array(
			OPTION          => array( 'string', '', 'sanitize_server' ),
			SECRET_OPTION   => array( 'string', '', 'sanitize_secret' ),
			NAMES_OPTION    => array( 'string', 'display', 'sanitize_names' ),
			PICTURES_OPTION => array( 'string', '', 'sanitize_pictures' ),
			ROLES_OPTION    => array( 'object', DEFAULT_ROLES, 'sanitize_roles' ),
			RESERVED_OPTION => array( 'string', DEFAULT_RESERVED, 'sanitize_reserved' ),
		) as $name => list( $type, $default, $sanitize )
	) {
		register_setting(
			'live_chat',
			$name,
			array(
				'type'              => $type,
				'default'           => $default,
				'sanitize_callback' => __NAMESPACE__ . '\\' . $sanitize,
			)
		);
	}
}

/**
 * The origin of a chat server. An invalid address leaves the setting as it was, because pages run
 * the script from there.
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

/**
 * The typed secret; an empty field leaves the setting as it was, because the page never shows it.
 *
 * @param mixed $given From the page: `new` and `remove`. From a program: the secret itself.
 */
function sanitize_secret( $given ): string {
	$before = (string) get_option( SECRET_OPTION, '' );
	if ( is_array( $given ) && ! empty( $given['remove'] ) ) {
		return '';
	}
	$secret = is_array( $given ) ? ( $given['new'] ?? '' ) : $given;
	$secret = is_string( $secret ) ? trim( $secret ) : '';
	if ( '' === $secret ) {
		return $before;
	}
	if ( strlen( $secret ) >= MIN_SECRET_LENGTH ) {
		return $secret;
	}
	add_settings_error( SECRET_OPTION, 'secret', __( 'The secret needs at least 32 characters, the same as the chat server\'s CHAT_JWT_SECRET.', 'live-chat' ) );
	return $before;
}

function sanitize_names( $given ): string {
	return in_array( $given, NAME_FORMS, true ) ? $given : 'display';
}

function sanitize_pictures( $given ): string {
	return 'on' === $given ? 'on' : '';
}

/**
 * Nobody becomes staff by registering.
 *
 * @return array<string, string>
 */
function sanitize_roles( $given ): array {
	$roles = array();
	foreach ( is_array( $given ) ? $given : DEFAULT_ROLES as $name => $role ) {
		if ( in_array( $role, CHAT_ROLES, true ) ) {
			$roles[ sanitize_key( $name ) ] = $role;
		}
	}
	$newcomers = (string) get_option( 'default_role', 'subscriber' );
	if ( in_array( $roles[ $newcomers ] ?? '', array( 'moderator', 'owner' ), true ) ) {
		add_settings_error( ROLES_OPTION, 'role', __( 'New users of this site get this role, so it cannot be staff of the chat. It stays a member.', 'live-chat' ) );
		$roles[ $newcomers ] = 'member';
	}
	return $roles;
}

function sanitize_reserved( $given ): string {
	return is_string( $given ) ? sanitize_textarea_field( $given ) : DEFAULT_RESERVED;
}

function add_settings_page(): void {
	add_options_page( 'live-chat', 'live-chat', 'manage_options', 'live-chat', __NAMESPACE__ . '\\show_settings_page' );
}

/** The origin that browsers send to the chat server: without a path. */
function site_origin(): string {
	$parts  = wp_parse_url( home_url() );
	$scheme = strtolower( $parts['scheme'] );
	$port   = $parts['port'] ?? 0;
	$usual  = ( 'https' === $scheme ? 443 : 80 ) === $port;
	return $scheme . '://' . strtolower( $parts['host'] ) . ( $port && ! $usual ? ':' . $port : '' );
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
			<h2><?php esc_html_e( 'The people of this site', 'live-chat' ); ?></h2>
			<p><?php esc_html_e( 'With a secret that only this site and the chat server know, people who are logged in here write in the chat under their own accounts.', 'live-chat' ); ?></p>
			<table class="form-table" role="presentation">
				<?php
				show_secret();
				show_names();
				show_roles();
				?>
			</table>
			<?php submit_button(); ?>
		</form>
		<p><?php esc_html_e( 'Then write this into a page, or add the block “Live chat”:', 'live-chat' ); ?>
			<code>[live_chat stream_id="my-stream"]</code></p>
	</div>
	<?php
}

/** Never shows the secret itself, so that a screenshot or a saved page does not reveal it. */
function show_secret(): void {
	?>
	<tr>
		<th scope="row"><label for="live-chat-secret"><?php esc_html_e( 'Secret', 'live-chat' ); ?></label></th>
		<td>
			<?php if ( defined( 'LIVE_CHAT_SECRET' ) ) : ?>
				<p><?php echo esc_html( '' === secret() ? __( 'LIVE_CHAT_SECRET in wp-config.php is too short: it needs at least 32 characters.', 'live-chat' ) : __( 'Set by LIVE_CHAT_SECRET in wp-config.php.', 'live-chat' ) ); ?></p>
			<?php else : ?>
				<input type="password" class="regular-text code" id="live-chat-secret" name="<?php echo esc_attr( SECRET_OPTION ); ?>[new]"
					value="" minlength="<?php echo esc_attr( (string) MIN_SECRET_LENGTH ); ?>" autocomplete="new-password" />
				<?php if ( '' !== secret() ) : ?>
					<p><?php esc_html_e( 'A secret is set. Leave the field empty to keep it.', 'live-chat' ); ?></p>
					<label><input type="checkbox" name="<?php echo esc_attr( SECRET_OPTION ); ?>[remove]" value="1" />
						<?php esc_html_e( 'Remove it: everybody is a guest, or only reads', 'live-chat' ); ?></label>
				<?php endif; ?>
				<p class="description"><?php esc_html_e( 'The chat server\'s CHAT_JWT_SECRET. To keep it out of the database, define LIVE_CHAT_SECRET in wp-config.php.', 'live-chat' ); ?></p>
			<?php endif; ?>
		</td>
	</tr>
	<?php
}

function show_names(): void {
	$forms    = array(
		'display'  => __( 'as the site shows it', 'live-chat' ),
		'nickname' => __( 'the nickname of their profile', 'live-chat' ),
		'masked'   => __( 'masked: 김*수, M***i', 'live-chat' ),
	);
	$is_shown = 'on' === get_option( PICTURES_OPTION, '' );
	?>
	<tr>
		<th scope="row"><label for="live-chat-names"><?php esc_html_e( 'Name', 'live-chat' ); ?></label></th>
		<td>
			<?php show_select( NAMES_OPTION, $forms, (string) get_option( NAMES_OPTION, 'display' ), 'live-chat-names' ); ?>
			<p class="description"><?php esc_html_e( 'Names of staff are never masked. E-mail addresses are never shown.', 'live-chat' ); ?></p>
			<p><label><input type="checkbox" name="<?php echo esc_attr( PICTURES_OPTION ); ?>" value="on"<?php echo $is_shown ? ' checked' : ''; ?> />
				<?php esc_html_e( 'With their pictures', 'live-chat' ); ?></label></p>
			<p class="description"><?php esc_html_e( 'Addresses at Gravatar contain a hash of the e-mail address, and Gravatar learns who watches.', 'live-chat' ); ?></p>
		</td>
	</tr>
	<tr>
		<th scope="row"><label for="live-chat-reserved"><?php esc_html_e( 'Names for staff only', 'live-chat' ); ?></label></th>
		<td>
			<textarea class="code" rows="4" cols="40" id="live-chat-reserved" name="<?php echo esc_attr( RESERVED_OPTION ); ?>"><?php echo esc_textarea( (string) get_option( RESERVED_OPTION, DEFAULT_RESERVED ) ); ?></textarea>
			<p class="description"><?php esc_html_e( 'One on each line. The name of this site is always one of them. Members with such a name write as “Member 17”.', 'live-chat' ); ?></p>
		</td>
	</tr>
	<?php
}

function show_roles(): void {
	$labels = array(
		'none'      => __( 'reads only', 'live-chat' ),
		'member'    => __( 'member', 'live-chat' ),
		'moderator' => __( 'moderator', 'live-chat' ),
		'owner'     => __( 'owner: appoints moderators', 'live-chat' ),
	);
	$here   = (array) get_option( ROLES_OPTION, DEFAULT_ROLES );
	?>
	<tr>
		<th scope="row"><?php esc_html_e( 'Roles in the chat', 'live-chat' ); ?></th>
		<td>
			<?php foreach ( wp_roles()->get_names() as $name => $label ) : ?>
				<p><label><?php echo esc_html( translate_user_role( $label ) ); ?><br />
					<?php show_select( ROLES_OPTION . '[' . $name . ']', $labels, $here[ $name ] ?? 'member' ); ?></label></p>
			<?php endforeach; ?>
			<p class="description"><?php esc_html_e( 'The roles hold in every stream of the chat server. If a person has several roles, the highest counts.', 'live-chat' ); ?></p>
		</td>
	</tr>
	<?php
}

/** @param array<string, string> $choices */
function show_select( string $name, array $choices, string $chosen, string $id = '' ): void {
	echo '<select name="' . esc_attr( $name ) . '"' . ( '' === $id ? '' : ' id="' . esc_attr( $id ) . '"' ) . '>';
	foreach ( $choices as $value => $label ) {
		echo '<option value="' . esc_attr( $value ) . '"' . ( $value === $chosen ? ' selected' : '' ) . '>' . esc_html( $label ) . '</option>';
	}
	echo '</select>';
}
