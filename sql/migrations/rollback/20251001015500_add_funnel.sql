DROP TABLE IF EXISTS funnel_watermark, funnel_zones, funnel_daily, events;
