import fc from 'fast-check';

// n8n logs what nodes throw; in tests the errors are asserted, and the log would only hide the results.
process.env.N8N_LOG_LEVEL = 'silent';

// Property tests look at new cases in each run, but a landing must not hang on luck: on CI the cases are always the same.
if (process.env.CI) fc.configureGlobal({ seed: 20_261_121 });
