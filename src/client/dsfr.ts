// The parts of the design system's script that our pages use; each registers itself on `window.dsfr`, which core must have made first.
import '@gouvfr/dsfr/dist/core/core.module.min.js'
import '@gouvfr/dsfr/dist/scheme/scheme.module.min.js'
import '@gouvfr/dsfr/dist/component/display/display.module.min.js'
import '@gouvfr/dsfr/dist/component/modal/modal.module.min.js'
import '@gouvfr/dsfr/dist/component/navigation/navigation.module.min.js'
import '@gouvfr/dsfr/dist/component/header/header.module.min.js'
import '@gouvfr/dsfr/dist/component/breadcrumb/breadcrumb.module.min.js'
