import { Controller, Get, Header } from '@nestjs/common';
import { metricsText, metricsType } from '../stack/metrics.mjs';
import { decorate } from './users-module.mjs';

/** `/metrics` of the hand-assembled NestJS services. */
export class MetricsController {
  read() {
    return metricsText();
  }
}
decorate(MetricsController, 'read', Get());
decorate(MetricsController, 'read', Header('Content-Type', metricsType));
Controller('metrics')(MetricsController);
