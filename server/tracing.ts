import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, type Context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  resourceAttributesEnvDetector,
  resourceFromAttributes,
  serviceNameEnvDetector,
} from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { type RequestContext, serverState } from '../lib/server-state.ts';
import { routeOf } from './route-of.ts';

/** The spans of this server. */
export interface Tracing {
  /** Runs the work of a request within a span that ends with the response. */
  inRequest: (
    request: IncomingMessage,
    response: ServerResponse,
    known: RequestContext,
    work: () => void,
  ) => void;
  /** Sends what was not sent yet. */
  stop: () => Promise<void>;
}

/** The caller's span is the parent, where it sent one. W3C Trace Context: version, trace id, span id, flags. */
function parentOf({ traceparent }: RequestContext): Context {
  const active = context.active();
  if (traceparent === null) return active;
  const [, traceId = '', spanId = '', flags = '0'] = traceparent.split('-');
  return trace.setSpanContext(active, {
    traceId,
    spanId,
    traceFlags: Number.parseInt(flags, 16),
    isRemote: true,
  });
}

function createProvider(version: string): TracerProvider {
  const named = resourceFromAttributes({ 'service.name': 'customer-settings', 'service.version': version });
  // The operator's OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES go before ours.
  const resource = defaultResource()
    .merge(named)
    .merge(detectResources({ detectors: [resourceAttributesEnvDetector, serviceNameEnvDetector] }));
  return new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
}

/**
 * Begins to send spans of requests and of calls to BigCommerce to the operator's collector, by OTLP over HTTP. Where and
 * how is read by OpenTelemetry itself from its standard variables. Next.js finds the same tracer and adds its own spans.
 *
 * @param version of the app
 */
export function startTracing(version: string): Tracing {
  const provider = createProvider(version);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  const tracer = trace.getTracer('customer-settings', version);

  serverState.inSpan = (name, attributes, work) => {
    const kind = SpanKind.CLIENT;
    return tracer.startActiveSpan(name, { kind, attributes }, async (span) => {
      const { traceId, spanId, traceFlags } = span.spanContext();
      try {
        return await work(`00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`);
      } catch (error) {
        // The code, and never what a library's message may repeat.
        const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
        span.setStatus({ code: SpanStatusCode.ERROR, message: code });
        throw error;
      } finally {
        span.end();
      }
    });
  };

  return {
    inRequest(request, response, known, work) {
      const { route } = routeOf(request.url ?? '');
      const { method = '' } = request;
      const attributes = {
        'http.request.method': method,
        'http.route': route,
        'customer_settings.request_id': known.requestId,
      };
      const span = tracer.startSpan(
        `${method} ${route}`,
        { kind: SpanKind.SERVER, attributes },
        parentOf(known),
      );
      response.once('close', () => {
        span.setAttribute('http.response.status_code', response.statusCode);
        if (known.storeHash !== undefined) span.setAttribute('customer_settings.store_hash', known.storeHash);
        if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
      context.with(trace.setSpan(context.active(), span), work);
    },
    stop: () => provider.shutdown(),
  };
}
