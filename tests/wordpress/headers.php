<?php
// What PHP itself does with headers, where the plugin calls it from its own namespace.

namespace LiveChat;

function headers_sent() { return false; }
function setcookie( $name, $value, $options ) { $GLOBALS['told']['cookies'][ $name ] = array( 'value' => $value ) + $options; }
