// n8n logs what nodes throw; in tests the errors are asserted, and the log would only hide the results.
process.env.N8N_LOG_LEVEL = 'silent';
