# One image for each service: docker build --build-arg SERVICE=ingest-gateway .
# The jars come from `mvn package`; see docker-compose.yml.

FROM eclipse-temurin:25-jre AS java
# A volume takes the owner of the folder that it is mounted on.
RUN useradd --system --create-home --home-dir /gatesync gatesync && install -d -o gatesync -m 700 /gatesync/state /gatesync/access /gatesync/database
USER gatesync
WORKDIR /gatesync
# The heap with which everything was measured; a container's environment may say another. Beside it the processor keeps up to 384 MiB of tickets.
ENV JDK_JAVA_OPTIONS=-Xmx512m
# A service that runs out of memory ends, so that it is started again. The two options with -- silence warnings of newer JDKs.
ENTRYPOINT ["java", "-XX:+ExitOnOutOfMemoryError", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "service.jar"]

# For set-up, which runs once for each deployment: only a jar with Spring in it can take itself apart.
FROM java AS one-layer
ARG SERVICE
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar service.jar

# Takes a service's jar apart: the image of the next build then shares the layer of libraries with this one.
FROM eclipse-temurin:25-jre AS layers
ARG SERVICE
WORKDIR /layers
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar service.jar
RUN java -Djarmode=tools -jar service.jar extract --layers --destination extracted

# From what changes least to what changes with every build.
FROM java
COPY --from=layers /layers/extracted/dependencies/ ./
COPY --from=layers /layers/extracted/spring-boot-loader/ ./
COPY --from=layers /layers/extracted/snapshot-dependencies/ ./
COPY --from=layers /layers/extracted/application/ ./
