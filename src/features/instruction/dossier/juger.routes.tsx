import { z } from 'zod'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { parseForm, texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { juger, MOTIF_MAX, RESULTATS_HUMAINS, type RefusJugement } from '../../constats/index.ts'
import { exigeInstructeur } from '../../service/index.ts'
import { repondreRefus, versDossier } from '../reponses.tsx'
import { pageDossier } from './dossier.page.tsx'

/** A human verdict on one rule. */
export const jugerRoutes = () => router().post(paths.instruction.verdict, exigeInstructeur, postVerdict)

const RAISON = 'Écrivez la raison de votre verdict\u00a0: qui décide la lit'
const form = z.object({
  resultat: z.enum([...RESULTATS_HUMAINS, 'automatique'], 'Choisissez un verdict'),
  raison: z.string('').trim().min(1, RAISON),
  vu: z.union([z.literal(''), z.string().refine(estUuid)], 'La page est ancienne. Rouvrez le dossier.'),
})

async function postVerdict(c: Ctx<'id' | 'regle'>) {
  const corps = await c.req.parseBody()
  const regle = param(c, 'regle')
  const values = { resultat: texteSaisi(corps.resultat), raison: texteSaisi(corps.raison) }
  const lu = parseForm(form, { ...values, vu: corps.vu })
  const { resultat, raison, vu } = lu.ok ? lu.value : { resultat: 'automatique' as const, raison: '', vu: '' }
  const r = await juger(ctxActeur(c), {
    dossierId: param(c, 'id'),
    regle,
    resultat: resultat === 'automatique' ? null : resultat,
    raison,
    vu: vu || null,
  })
  if (r.ok) return versDossier(c, 'juge', `#r-${regle}`)
  const { error } = r
  if (error.motif === 'regle_inconnue') return c.notFound()
  if (error.motif === 'change') return pageDossier(c, { jugement: { regle, values, change: true }, statut: 409 })
  if (error.motif === 'sans_raison' || error.motif === 'trop_long')
    return pageDossier(c, { jugement: { regle, values, errors: lu.ok ? erreurDe(error) : lu.errors }, statut: 422 })
  return repondreRefus(c, error)
}

const erreurDe = (r: Extract<RefusJugement, { motif: 'sans_raison' | 'trop_long' }>): Record<string, string> => ({
  raison: r.motif === 'trop_long' ? `La raison a ${r.longueur}\u00a0caractères. Raccourcissez-la à ${MOTIF_MAX}` : RAISON,
})
