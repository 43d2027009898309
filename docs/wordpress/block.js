// The block in the editor, as browsers run it: no build. What readers see is made in live-chat.php.
(({ blockEditor, blocks, components, element, i18n }) => {
  const { createElement: h, Fragment } = element;
  const { __ } = i18n;
  const { PanelBody, Placeholder, SelectControl, TextControl, ToggleControl } = components;
  const STREAM_ID = /^[A-Za-z0-9_.:-]{1,128}$/;

  blocks.registerBlockType("live-chat/chat", {
    edit: ({ attributes, setAttributes }) => {
      const { streamId, theme, height, readOnly } = attributes;
      const isWrong = streamId !== "" && !STREAM_ID.test(streamId);
      const streamField = h(TextControl, {
        label: __("Stream id", "live-chat"),
        help: isWrong ? __("1 to 128 of A-Z a-z 0-9 _ . : -", "live-chat") : "",
        value: streamId,
        onChange: (value) => setAttributes({ streamId: value.trim() }),
        __nextHasNoMarginBottom: true,
        __next40pxDefaultSize: true,
      });
      const settings = h(
        PanelBody,
        { title: __("Chat", "live-chat") },
        h(SelectControl, {
          label: __("Theme", "live-chat"),
          value: theme,
          options: [
            { value: "auto", label: __("The device's", "live-chat") },
            { value: "light", label: __("Light", "live-chat") },
            { value: "dark", label: __("Dark", "live-chat") },
          ],
          onChange: (value) => setAttributes({ theme: value }),
        }),
        h(TextControl, {
          label: __("Height in px", "live-chat"),
          type: "number",
          min: 100,
          max: 9999,
          value: height || "",
          onChange: (value) => setAttributes({ height: Number(value) || 0 }),
        }),
        h(ToggleControl, {
          label: __("Read only", "live-chat"),
          checked: readOnly,
          onChange: (value) => setAttributes({ readOnly: value }),
        }),
      );
      return h(
        Fragment,
        null,
        h(blockEditor.InspectorControls, null, settings),
        h(
          "div",
          blockEditor.useBlockProps(),
          h(Placeholder, { icon: "format-chat", label: __("Live chat", "live-chat") }, streamField),
        ),
      );
    },
    save: () => null,
  });
})(window.wp);
