/** What only the serializers of Apicurio need; nothing else in GateSync names a vendor. */
@NullMarked
package io.gatesync.messaging.apicurio;

import org.jspecify.annotations.NullMarked;
