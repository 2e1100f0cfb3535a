#!/bin/sh
# Puts the program of this folder into the menu of your desktop, with its icon; run it again if the folder moves.
set -eu
folder=$(cd "$(dirname "$0")" && pwd)
data=${XDG_DATA_HOME:-$HOME/.local/share}

for entry in "$folder"/*.desktop; do
    name=$(basename "$entry" .desktop)
    mkdir -p "$data/applications" "$data/icons/hicolor/256x256/apps"
    cp "$folder/$name.png" "$data/icons/hicolor/256x256/apps/"
    # A path in quotes: of its characters these alone have a meaning there, and each of them one more for sed.
    quoted=$(printf '%s' "$folder/$name" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g; s/[\\&|]/\\&/g')
    sed "s|^Exec=[^ ]*|Exec=\"$quoted\"|" "$entry" >"$data/applications/$name.desktop"
    echo "$data/applications/$name.desktop"
done
