package io.gatesync.apidescription;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.lang.annotation.Annotation;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as JSON Schemas (2020-12), by the annotations by which Jackson writes them. A component is required unless it is left out
 * where it is null, empty or the default, or unless the record is one that is read ({@link JsonIgnoreProperties}) and the component may
 * be null.
 */
final class RecordSchemas {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<JsonInclude.Include> LEFT_OUT =
            Set.of(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_EMPTY, JsonInclude.Include.NON_DEFAULT);

    private final Javadocs javadocs;
    private final Map<String, ObjectNode> schemas = new TreeMap<>();

    RecordSchemas(Javadocs javadocs) {
        this.javadocs = javadocs;
    }

    /** All that were asked for, and those in them, by name. */
    Map<String, ObjectNode> all() {
        return schemas;
    }

    static boolean isDescribed(Class<?> type) {
        return type.getName().startsWith("io.gatesync.") && (type.isRecord() || type.isSealed());
    }

    /** The name of a type's schema, which is then among all. */
    String name(Class<?> type) {
        String name = Optional.ofNullable(type.getAnnotation(Schema.class))
                .map(Schema::name)
                .filter(given -> !given.isEmpty())
                .orElseGet(() -> type.getName().replaceFirst(".*\\.", "").replace('$', '.'));
        if (!schemas.containsKey(name)) {
            ObjectNode schema = JSON.createObjectNode();
            schemas.put(name, schema); // Before its parts, which may have it as a part.
            javadocs.of(type).ifPresent(text -> schema.put("description", text));
            fill(schema, type);
        }
        return name;
    }

    private void fill(ObjectNode schema, Class<?> type) {
        if (type.isSealed()) {
            ArrayNode kinds = schema.putArray("oneOf");
            kinds(type).forEach(kind -> kinds.add(ref(kind)));
            discriminator(type)
                    .ifPresent(property -> schema.putObject("discriminator")
                            .put("propertyName", property)
                            .set("mapping", mapping(type)));
            return;
        }
        List<ObjectNode> flat = flat(type);
        if (flat.size() == 1) {
            schema.setAll(flat.getFirst());
        } else {
            flat.forEach(schema.withArray("oneOf")::add);
        }
        Schema said = type.getAnnotation(Schema.class);
        if (said != null && said.examples().length > 0) {
            ArrayNode examples = schema.putArray("examples");
            Arrays.stream(said.examples()).forEach(text -> examples.add(JSON.readTree(text)));
        }
    }

    private ObjectNode mapping(Class<?> type) {
        ObjectNode mapping = JSON.createObjectNode();
        for (DiscriminatorMapping kind : type.getAnnotation(Schema.class).discriminatorMapping()) {
            mapping.put(kind.value(), "#/components/schemas/" + name(kind.schema()));
        }
        return mapping;
    }

    private static Optional<String> discriminator(Class<?> sealed) {
        return Optional.ofNullable(sealed.getAnnotation(Schema.class))
                .map(Schema::discriminatorProperty)
                .filter(property -> !property.isEmpty());
    }

    private static List<Class<?>> kinds(Class<?> sealed) {
        return Arrays.asList(sealed.getPermittedSubclasses());
    }

    private ObjectNode ref(Class<?> type) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + name(type));
    }

    /** The schemas that a record may have: one, or more where it unwraps one of several kinds. */
    private List<ObjectNode> flat(Class<?> record) {
        List<ObjectNode> kinds = List.of(JSON.createObjectNode()
                .put("type", "object")
                .set("properties", JSON.createObjectNode())
                .set("required", JSON.createArrayNode()));
        for (RecordComponent component : record.getRecordComponents()) {
            if (annotation(component, JsonUnwrapped.class) == null) {
                kinds.forEach(kind -> add(kind, record, component));
            } else {
                kinds = unwrap(kinds, component.getType());
            }
        }
        kinds.forEach(kind -> narrow(kind, record));
        return kinds;
    }

    private List<ObjectNode> unwrap(List<ObjectNode> outer, Class<?> inner) {
        List<ObjectNode> kinds = new ArrayList<>();
        List<Class<?>> records = inner.isSealed() ? kinds(inner) : List.of(inner);
        for (ObjectNode kind : outer) {
            records.stream().flatMap(record -> flat(record).stream()).forEach(part -> {
                ObjectNode merged = kind.deepCopy();
                ((ObjectNode) merged.get("properties")).setAll((ObjectNode) part.get("properties"));
                ((ArrayNode) merged.get("required")).addAll((ArrayNode) part.get("required"));
                kinds.add(merged);
            });
        }
        return kinds;
    }

    /** Of one of several kinds, the property that tells which has one value. */
    private static void narrow(ObjectNode kind, Class<?> record) {
        for (Class<?> sealed : record.getInterfaces()) {
            discriminator(sealed).ifPresent(property -> {
                for (DiscriminatorMapping mapping :
                        sealed.getAnnotation(Schema.class).discriminatorMapping()) {
                    if (mapping.schema() == record) {
                        ObjectNode narrowed =
                                (ObjectNode) kind.get("properties").get(property);
                        narrowed.putArray("enum").add(mapping.value());
                    }
                }
            });
        }
    }

    private void add(ObjectNode kind, Class<?> record, RecordComponent component) {
        String name = jsonName(record, component);
        ObjectNode property = ofType(component.getGenericType());
        boolean read = record.isAnnotationPresent(JsonIgnoreProperties.class);
        boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        boolean leftOut = isLeftOut(record, component) || (read && mayBeNull);
        boolean nullable = mayBeNull && (read || !leftOut);
        Optional.ofNullable(annotation(component, Schema.class)).ifPresent(said -> complete(property, said));
        ObjectNode schema = nullable ? orNull(property) : property;
        javadocs.of(record, component.getName()).ifPresent(text -> schema.put("description", text));
        ((ObjectNode) kind.get("properties")).set(name, schema);
        if (!leftOut) {
            ((ArrayNode) kind.get("required")).add(name);
        }
    }

    private static boolean isLeftOut(Class<?> record, RecordComponent component) {
        JsonInclude here = annotation(component, JsonInclude.class);
        if (here != null) {
            return LEFT_OUT.contains(here.value());
        }
        JsonInclude all = record.getAnnotation(JsonInclude.class);
        return all != null
                && LEFT_OUT.contains(all.value())
                && component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static String jsonName(Class<?> record, RecordComponent component) {
        JsonProperty given = annotation(component, JsonProperty.class);
        if (given != null && !given.value().isEmpty()) {
            return given.value();
        }
        return record.isAnnotationPresent(JsonNaming.class)
                ? PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, component.getName())
                : component.getName();
    }

    private static <A extends Annotation> @Nullable A annotation(RecordComponent component, Class<A> type) {
        return component.getAccessor().getAnnotation(type);
    }

    private static void complete(ObjectNode property, Schema said) {
        if (said.types().length > 0) {
            ArrayNode types = property.putArray("type");
            Arrays.stream(said.types()).forEach(types::add);
        }
        if (said.allowableValues().length > 0) {
            ArrayNode values = property.putArray("enum");
            Arrays.stream(said.allowableValues()).forEach(values::add);
        }
        if (!said.format().isEmpty()) {
            property.put("format", said.format());
        }
        if (!said.minimum().isEmpty()) {
            property.put("minimum", Integer.parseInt(said.minimum()));
        }
        if (!said.maximum().isEmpty()) {
            property.put("maximum", Integer.parseInt(said.maximum()));
        }
        if (said.minLength() > 0) {
            property.put("minItems", said.minLength());
        }
        if (!said.defaultValue().isEmpty()) {
            boolean text = property.path("type").asString("").equals("string");
            property.set("default", text ? JSON.valueToTree(said.defaultValue()) : JSON.readTree(said.defaultValue()));
        }
    }

    private static ObjectNode orNull(ObjectNode schema) {
        JsonNode type = schema.get("type");
        if (type == null) {
            if (!schema.has("$ref")) {
                return schema; // Anything, and so null.
            }
            ObjectNode either = JSON.createObjectNode();
            either.putArray("oneOf").add(schema).add(JSON.createObjectNode().put("type", "null"));
            return either;
        }
        ArrayNode types = JSON.createArrayNode();
        if (type instanceof ArrayNode several) {
            types.addAll(several);
        } else {
            types.add(type);
        }
        schema.set("type", types.add("null"));
        if (schema.get("enum") instanceof ArrayNode values) {
            values.addNull();
        }
        return schema;
    }

    private ObjectNode ofType(Type type) {
        ObjectNode schema = JSON.createObjectNode();
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            return generic.getRawType() == Map.class
                    ? schema.put("type", "object").set("additionalProperties", ofType(last))
                    : schema.put("type", "array").set("items", ofType(last));
        }
        Class<?> given = (Class<?>) type;
        if (isDescribed(given)) {
            return ref(given);
        }
        return switch (given.getName()) {
            case "java.lang.String" -> schema.put("type", "string");
            case "int", "java.lang.Integer" -> schema.put("type", "integer").put("format", "int32");
            case "long", "java.lang.Long" -> schema.put("type", "integer").put("format", "int64");
            case "boolean", "java.lang.Boolean" -> schema.put("type", "boolean");
            case "java.lang.Object" -> schema;
            default -> {
                if (given == Instant.class) {
                    yield schema.put("type", "string").put("format", "date-time");
                }
                if (given == URI.class) {
                    yield schema.put("type", "string").put("format", "uri");
                }
                throw new IllegalStateException("How is %s written as JSON? Say it here.".formatted(given));
            }
        };
    }
}
