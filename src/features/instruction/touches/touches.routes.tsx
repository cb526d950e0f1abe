import { ctxActeur, retourSur, router } from '../../../http.ts'
import { texteSaisi } from '../../../lib/forms.ts'
import { paths } from '../../../paths.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { reglerTouches } from './regler-touches.ts'

/** The switch of the letters, from any page that has it; one comes back where one was. */
export const touchesRoutes = () =>
  router().post(paths.instruction.touches, exigeInstructeur, async c => {
    const corps = await c.req.parseBody()
    await reglerTouches(ctxActeur(c), corps.actives === 'oui')
    return c.redirect(retourSur(texteSaisi(corps.retour), paths.instruction.boite), 303)
  })
