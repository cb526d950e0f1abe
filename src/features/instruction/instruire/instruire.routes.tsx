import { z } from 'zod'
import { type Ctx, ctxActeur, param, router } from '../../../http.ts'
import { parseForm, texteSaisi } from '../../../lib/forms.ts'
import { estUuid } from '../../../lib/uuid.ts'
import { paths } from '../../../paths.ts'
import { demandesDe } from '../../complements/index.ts'
import { juger, MOTIF_MAX, RESULTATS_HUMAINS, type RefusJugement, reglesInstruites, retenu } from '../../constats/index.ts'
import { dansLePerimetre, exigeInstructeur } from '../../service/index.ts'
import { repondreRefus } from '../reponses.tsx'
import { attendue, pageInstruire } from './instruire.page.tsx'
import { phrasesGardees } from './phrases.queries.ts'
import { deLaRegle, GENRES, type Genre, phrasesDe } from './phrases.rules.ts'
import { ranger, suivante } from './ranger.ts'
import { suiteDe } from './suivre.ts'

/** One dossier to instruct, and a human verdict on one of its rules. */
export const instruireRoutes = () =>
  router()
    .get(paths.instruction.instruire, exigeInstructeur, c => pageInstruire(c))
    .post(paths.instruction.verdict, exigeInstructeur, postVerdict)

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
  // a button that fills in the sentence, and nothing else
  if (corps._geste === 'inserer') return inserer(c, values)
  const lu = parseForm(form, { ...values, vu: corps.vu })
  const { resultat, raison, vu } = lu.ok ? lu.value : { resultat: 'automatique' as const, raison: '', vu: '' }
  const suite = corps.suite === undefined ? undefined : await suiteDe(c)
  const r = await juger(ctxActeur(c), {
    dossierId: param(c, 'id'),
    regle,
    resultat: resultat === 'automatique' ? null : resultat,
    raison,
    vu: vu || null,
  })
  if (r.ok) return c.redirect((suite && (await apres(c, suite))) ?? ici(c, `?regle=${regle}&fait=juge#r-${regle}`), 303)
  const { error } = r
  if (error.motif === 'regle_inconnue') return c.notFound()
  if (error.motif === 'change') return pageInstruire(c, { jugement: { regle, values, change: true }, statut: 409 })
  if (error.motif === 'sans_raison' || error.motif === 'trop_long')
    return pageInstruire(c, { jugement: { regle, values, errors: lu.ok ? erreurDe(error) : lu.errors }, statut: 422 })
  return repondreRefus(c, error)
}

const ici = (c: Ctx<'id'>, suite: string) => `${paths.instruction.instruire(param(c, 'id'))}${suite}`

/** After a verdict: the next rule to judge, then the request that follows from them, then the next dossier of the list. */
const apres = (c: Ctx<'id' | 'regle'>, suite: (fait: string) => string) =>
  dansLePerimetre(c, async (tx, { ligne }) => {
    const { guichetId } = c.var.ctx
    const regles = await reglesInstruites(tx, guichetId, ligne)
    const rangees = ranger(regles, ligne.version)
    const prochaine = suivante(rangees.aJuger, regles, param(c, 'regle'))
    if (prochaine) return ici(c, `?regle=${prochaine.regle}&fait=juge#verdict`)
    const aDemander = rangees.aDemander.length > 0 || rangees.aJuger.some(r => retenu(r) === 'non_respectee')
    const libre = aDemander && !attendue(await demandesDe(tx, guichetId, ligne.dossier_id))
    return libre ? ici(c, '?fait=juge#demande') : suite('juge')
  })

/** Puts the sentence of the chosen verdict in the form, without a script: nothing is saved. */
async function inserer(c: Ctx<'id' | 'regle'>, values: { resultat: string; raison: string }) {
  const regle = param(c, 'regle')
  const phrase = await dansLePerimetre(c, async (tx, { ligne }) => {
    const lue = (await reglesInstruites(tx, c.var.ctx.guichetId, ligne)).find(r => r.regle === regle)
    const genre = GENRES.find((g): g is Genre => g === values.resultat && g !== 'demande')
    const gardees = lue && (await phrasesGardees(tx, c.var.ctx.guichetId, ligne.appel_id))
    return lue && { texte: genre && phrasesDe(lue, deLaRegle(gardees ?? [], regle))[genre] }
  })
  if (!phrase) return c.notFound()
  if (phrase.texte === undefined)
    return pageInstruire(c, { jugement: { regle, values, errors: { resultat: 'Choisissez d’abord un verdict' } }, statut: 422 })
  return pageInstruire(c, { jugement: { regle, values: { ...values, raison: phrase.texte } }, statut: 200 })
}

const erreurDe = (r: Extract<RefusJugement, { motif: 'sans_raison' | 'trop_long' }>): Record<string, string> => ({
  raison: r.motif === 'trop_long' ? `La raison a ${r.longueur}\u00a0caractères. Raccourcissez-la à ${MOTIF_MAX}` : RAISON,
})
