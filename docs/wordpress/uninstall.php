<?php
// Run by WordPress when somebody deletes the plugin.
defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

foreach ( array( 'server', 'secret', 'names', 'pictures', 'roles', 'reserved' ) as $live_chat_option ) {
	delete_option( 'live_chat_' . $live_chat_option );
}
