# One image for every service: docker build --build-arg SERVICE=ingest-gateway .
# The jars come from `mvn package`; see docker-compose.yml.
FROM eclipse-temurin:25-jre

ARG SERVICE
RUN useradd --system --create-home --home-dir /gatesync gatesync && install -d -o gatesync /gatesync/state
USER gatesync
WORKDIR /gatesync
COPY ${SERVICE}/target/${SERVICE}-*-exec.jar service.jar

# A service that runs out of memory ends, so that it is started again, rather than limp on. The lz4 library calls what
# this JDK warns of.
ENTRYPOINT ["java", "--sun-misc-unsafe-memory-access=allow", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-jar", "service.jar"]
