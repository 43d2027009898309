<?php
// Run by WordPress when somebody deletes the plugin.
defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

delete_option( 'live_chat_server' );
