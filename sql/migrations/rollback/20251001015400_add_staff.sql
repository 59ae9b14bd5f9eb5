DROP TABLE IF EXISTS staff_replies, posts;
