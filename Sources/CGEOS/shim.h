// Only the reentrant API: every call names its context, so no hidden state is shared between workers.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
