// Prints every verdict in gatesync.scan-outcomes, from the first to the latest, one JSON object a line. The records are
// decoded by Confluent's own client, which gets the schemas from the registry's Confluent-compatible API.
//
//   node read-outcomes.js BOOTSTRAP_SERVERS REGISTRY_URL

import { AvroDeserializer, SchemaRegistryClient, SerdeType } from '@confluentinc/schemaregistry';
import kafkajs from 'kafkajs';
import lz4 from 'lz4js';

const TOPIC = 'gatesync.scan-outcomes';

const [bootstrapServers, registryUrl] = process.argv.slice(2);
if (!registryUrl) {
  console.error('usage: node read-outcomes.js BOOTSTRAP_SERVERS REGISTRY_URL');
  process.exit(2);
}

// kafkajs brings gzip only; the verdicts are compressed with lz4.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.LZ4] = () => ({
  decompress: async buffer => Buffer.from(lz4.decompress(buffer)),
});

const kafka = new kafkajs.Kafka({
  clientId: 'confluent-client',
  brokers: bootstrapServers.split(','),
  logLevel: kafkajs.logLevel.ERROR,
});
const registry = new SchemaRegistryClient({ baseURLs: [`${registryUrl}/apis/ccompat/v7`] });
const outcomes = new AvroDeserializer(registry, SerdeType.VALUE, {});

/** How far each partition reaches now. */
const ends = async () => {
  const admin = kafka.admin();
  await admin.connect();
  const offsets = await admin.fetchTopicOffsets(TOPIC);
  await admin.disconnect();
  return new Map(offsets.map(({ partition, high, low }) => [partition, { low: Number(low), high: Number(high) }]));
};

const left = await ends();
const done = partition => left.delete(partition) && left.size === 0;
for (const [partition, { low, high }] of left) {
  if (low === high) {
    left.delete(partition);
  }
}

const consumer = kafka.consumer({ groupId: `confluent-client-${process.pid}-${Date.now()}`, maxWaitTimeInMs: 200 });
await consumer.connect();
await consumer.subscribe({ topic: TOPIC, fromBeginning: true });
await new Promise((resolve, reject) => {
  if (left.size === 0) {
    resolve();
    return;
  }
  consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  // The last offset of a partition is a transaction's end, which no message shows; the end of a batch tells of it.
  consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
    const end = left.get(payload.partition);
    if (end && Number(payload.lastOffset) + 1 >= end.high && done(payload.partition)) {
      resolve();
    }
  });
  consumer
    .run({
      eachMessage: async ({ partition, message }) => {
        const outcome = await outcomes.deserialize(TOPIC, message.value);
        console.log(JSON.stringify({ partition, offset: message.offset, key: String(message.key), ...outcome }));
      },
    })
    .catch(reject);
});
await consumer.disconnect();
registry.close();
