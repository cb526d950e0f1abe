import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur } from '../../http.ts'
import { dateCivile } from '../../lib/dates.ts'
import { type AppelPublie, appelsPublies } from '../appels/index.ts'
import { montantTotal } from '../cahier/index.ts'
import { lecteurDe } from '../perimetre/index.ts'
import { type FondAffiche, fondDessine, lireCarte, lirePoints } from '../territoires/index.ts'
import { chiffresDe, communesDe, enveloppesOuvertes } from './comparaison.queries.ts'
import { type AppelChiffre, AUCUN_CHIFFRE } from './comparaison.rules.ts'

const ouvertLe = (a: AppelPublie) => Math.min(...a.appel.calendrier.vagues.map(v => v.ouverture.getTime()))
const anneeDe = (a: AppelPublie) => Number(dateCivile(new Date(ouvertLe(a))).slice(0, 4))

/** What is compared at this address: this call, another beside it, every call of the guichet; nothing when the address names a call that is not published. */
export async function lireComparaison(tx: Tx, c: Ctx) {
  const ctx = ctxActeur(c)
  const { guichetId, instant } = ctx
  const l = await lecteurDe(tx, ctx)
  const publies = (await appelsPublies(tx, guichetId))
    .filter(a => ouvertLe(a) <= instant.getTime())
    .sort((a, b) => ouvertLe(b) - ouvertLe(a))
  const [nomme, avec] = [c.req.query('appel'), c.req.query('avec')]
  const apresPublie = nomme ? publies.find(a => a.appel.slug === nomme) : publies[0]
  if (nomme && !apresPublie) return undefined
  if (!apresPublie) return { vide: true } as const
  const autres = publies.filter(a => a !== apresPublie)
  const avantPublie =
    avec === 'aucun' ? undefined : avec ? autres.find(a => a.appel.slug === avec) : autres.find(a => ouvertLe(a) <= ouvertLe(apresPublie))
  if (avec && avec !== 'aucun' && !avantPublie) return undefined
  const territoire = c.var.deps.config.guichet.territoire.departements
  const departement = territoire.find(d => d === c.req.query('departement'))
  const ids = publies.map(a => a.appelId)
  const [chiffres, ouvertes, communes] = await Promise.all([
    chiffresDe(tx, l, ids, departement),
    enveloppesOuvertes(tx, guichetId, ids),
    communesDe(tx, guichetId, departement ? [departement] : territoire, ids),
  ])
  const chiffrer = (a: AppelPublie): AppelChiffre => ({
    id: a.appelId,
    slug: a.appel.slug,
    titre: a.appel.titre,
    annee: anneeDe(a),
    // the envelope is of the whole territory: beside a part of it, it says nothing
    enveloppe: departement ? 0 : (ouvertes.get(a.appelId) ?? montantTotal(a.appel)),
    communes: communes.filter(k => k.par.includes(a.appelId)).length,
    c: chiffres.get(a.appelId) ?? { appel: a.appelId, ...AUCUN_CHIFFRE },
  })
  const tous = publies.map(chiffrer)
  const de = (a: AppelPublie | undefined) => tous.find(t => t.id === a?.appelId)
  const codes = { epci: [], communes: communes.map(k => k.code) }
  const importe = await lireCarte(tx, guichetId, codes)
  const fond: FondAffiche | undefined = importe ?? fondDessine(c.var.deps.config.guichet.territoire, await lirePoints(tx, undefined, codes))
  return {
    vide: false,
    lecteur: l,
    appel: apresPublie.appel,
    apres: de(apresPublie)!,
    avant: de(avantPublie),
    tous,
    communes,
    fond,
    territoire,
    departement,
  } as const
}
export type Comparaison = Exclude<NonNullable<Awaited<ReturnType<typeof lireComparaison>>>, { vide: true }>
