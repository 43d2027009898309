#!/bin/sh
# Puts the built server into a folder, with the Node it was tested on, and nothing that it does
# not need to run. What was there before stays beside it, as <folder>.before, to go back to.
#
#   npm ci && npm run build && deploy/install.sh /opt/live-chat
set -eu

to=${1:?"Say where to put it: deploy/install.sh /opt/live-chat"}
to=${to%/}
case $to in /*) ;; *) to=$PWD/$to ;; esac
if [ -e "$to" ] && [ ! -e "$to/bin/live-chat-server" ]; then
  echo "$to is there already and is no live-chat: it stays as it is. Name another folder." >&2
  exit 1
fi
cd "$(dirname "$0")/.."
[ -e server/dist/public/live-chat.js ] || {
  echo "There is nothing built. First: npm ci && npm run build" >&2
  exit 1
}

new="$to.new"
rm -rf "$new"
mkdir -p "$new/bin"
cp package.json package-lock.json "$new"
for package in protocol server widget; do
  mkdir "$new/$package"
  cp "$package/package.json" "$new/$package"
done
cp -R server/bin server/dist LICENSE "$new/server"

# The very versions that the tests ran with. Nothing of them needs a script to install itself.
(cd "$new" && npm ci --workspace live-chat-server --omit=dev --ignore-scripts \
  --no-audit --no-fund --prefer-offline --loglevel error)
ln -L node_modules/node/bin/node "$new/bin/node" 2>/dev/null ||
  cp -L node_modules/node/bin/node "$new/bin/node" # on another disk
cp deploy/live-chat-server "$new/bin/live-chat-server"
chmod -R go+rX,go-w "$new"

rm -rf "$to.before"
if [ -e "$to" ]; then mv "$to" "$to.before"; fi
mv "$new" "$to"
echo "live-chat-server $("$to/bin/live-chat-server" --version) is in $to"
