// The order of the table.
import './rest/filters.mjs';
import './rest/logic.mjs';
import './rest/select.mjs';
import './rest/aggregates.mjs';
import './rest/embedding.mjs';
import './rest/embedFilters.mjs';
import './rest/insert.mjs';
import './rest/upsert.mjs';
import './rest/change.mjs';
import './rest/preferences.mjs';
import './rest/functions.mjs';
import './rest/formats.mjs';
import './rest/http.mjs';
import './rest/errors.mjs';
import './rest/rights.mjs';
