DROP TABLE IF EXISTS llm_spending, llm_usage;
