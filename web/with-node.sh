#!/bin/sh
# Runs a command that needs Node: with this machine's, where it is new enough, else with one that is brought to target/node.
# Usage: with-node.sh COMMAND ...        MAVEN names the Maven to bring it with; without, none is brought.
set -eu
cd -- "$(dirname -- "$0")"

# Vite needs 20.19 or newer, or 22.12.
new_enough() {
    version=$(node --version 2>/dev/null) || return 1
    case $version in
        v20.19.* | v20.[2-9][0-9].* | v22.1[2-9].* | v22.[2-9][0-9].* | v2[4-9].* | v[3-9][0-9].*) ;;
        *) return 1 ;;
    esac
}

if ! new_enough || ! command -v npm >/dev/null; then
    PATH=$PWD/target/node:$PATH
    export PATH
    if ! new_enough; then
        [ -n "${MAVEN:-}" ] || exit 1
        "$MAVEN" -B -q frontend:install-node-and-npm || exit 1
        new_enough || exit 1
    fi
fi
exec "$@"
