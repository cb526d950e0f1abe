import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, param, router, UUID } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { ResultatVerdict } from '../../ui/verdicts.tsx'
import { type Appel, appelsPublies, voletDe } from '../appels/index.ts'
import { pieceDuDossier, servirAccuse, servirPiece } from '../dossiers/index.ts'
import { BoitePage, type LigneBoite } from './boite.view.tsx'
import { lireDossierInstruit } from './dossier.ts'
import { DossierPage } from './dossier.view.tsx'
import { type Apres, type Filtre, listerDeposes, PAR_PAGE, totauxDeposes, trouverDepose } from './instruction.queries.ts'
import { perimetres } from './perimetre.rules.ts'
import { libellePerimetre, nomDepartement } from './perimetre.ts'

const LECTEURS = ['referent_departemental', 'referent_regional', 'administrateur'] as const

/** What the agents of the guichet read. Each page asks for the dossier within the reader's perimeter first: outside it, 404. */
export const instructionRoutes = () =>
  router()
    .get(paths.instruction.boite, exigeRole(...LECTEURS), async c => {
      const filtre = lireFiltre(c)
      const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c, filtre))
      return c.html(<BoitePage site={c.var.site} filtre={filtre} {...props} />)
    })
    .get(paths.instruction.dossier(`:id{${UUID}}`), exigeRole(...LECTEURS), async c => {
      const lu = await dansLePerimetre(c, async tx => ({
        dossier: await lireDossierInstruit(tx, c.var.ctx.guichetId, param(c, 'id')),
        appels: await appelsPublies(tx, c.var.ctx.guichetId),
      }))
      if (!lu?.dossier) return c.notFound()
      const perimetre = libellePerimetre(
        perimetres(ctxActeur(c).acteur.roles),
        lu.appels.map(a => a.appel),
      )
      return c.html(<DossierPage site={c.var.site} dossier={lu.dossier} perimetre={perimetre} />)
    })
    .get(paths.instruction.piece(`:id{${UUID}}`, `:piece{${UUID}}`), exigeRole(...LECTEURS), async c => {
      const piece = await dansLePerimetre(c, tx => pieceDuDossier(tx, c.var.ctx.guichetId, param(c, 'id'), param(c, 'piece')))
      return piece ? servirPiece(c, c.var.deps.stockage, piece, { inline: c.req.query('voir') === '1' }) : c.notFound()
    })
    .get(paths.instruction.accuse(`:id{${UUID}}`), exigeRole(...LECTEURS), async c =>
      (await dansLePerimetre(c, async () => true)) ? servirAccuse(c, param(c, 'id')) : c.notFound(),
    )

/** Reads something of a dossier only if it is in the reader's perimeter; otherwise nothing is read at all. */
const dansLePerimetre = <T,>(c: Ctx, lire: (tx: Tx) => Promise<T>): Promise<T | undefined> => {
  const { guichetId, acteur } = ctxActeur(c)
  return enTransaction(c.var.ctx, async tx => {
    const trouve = await trouverDepose(tx, guichetId, perimetres(acteur.roles), param(c, 'id'))
    return trouve && (await lire(tx))
  })
}

async function lireBoite(tx: Tx, c: Ctx, filtre: Filtre) {
  const { guichetId, acteur } = ctxActeur(c)
  const ps = perimetres(acteur.roles)
  const apres = lireApres(c)
  const appels = (await appelsPublies(tx, guichetId)).map(a => a.appel)
  const lignes = await listerDeposes(tx, guichetId, ps, filtre, apres)
  const page = lignes.slice(0, PAR_PAGE)
  const dernier = lignes.length > PAR_PAGE ? page.at(-1) : undefined
  return {
    lignes: page.map(l => enLigne(l, appels)),
    totaux: await totauxDeposes(tx, guichetId, ps, filtre),
    volets: voletsDe(appels),
    departements: appels
      .flatMap(a => a.territoire.departements ?? [])
      .filter(unique(d => d.code))
      .map(d => ({ code: d.code, libelle: d.nom })),
    perimetre: libellePerimetre(ps, appels),
    suivants: dernier && adresse({ ...filtre, apres: `${dernier.depose_le.toISOString()}_${dernier.id}` }),
    debut: apres && adresse(filtre),
  }
}

const enLigne = (l: Awaited<ReturnType<typeof listerDeposes>>[number], appels: Appel[]): LigneBoite => ({
  id: l.id,
  numero: l.numero,
  titre: l.titre,
  porteur: l.porteur,
  population: l.population,
  departement: l.departement_pilote ? nomDepartement(l.departement_pilote, appels) : 'Tout le territoire',
  volet: libelleVolet(l.volet, appels),
  coutGlobal: l.cout_global ?? 0,
  aideDemandee: l.aide_demandee ?? 0,
  deposeLe: l.depose_le,
  resultats: (l.verdicts as { resultat: ResultatVerdict }[]).map(v => v.resultat),
})

const libelleVolet = (code: string | null, appels: Appel[]) => {
  const volet = code ? appels.map(a => voletDe(a, code)).find(v => v !== undefined) : undefined
  return volet ? `Volet\u00a0${volet.numero}` : '–'
}
const voletsDe = (appels: Appel[]) =>
  appels.flatMap(a => a.volets.map(v => ({ code: v.code, libelle: `Volet\u00a0${v.numero}, ${v.titre}` }))).filter(unique(v => v.code))
const unique =
  <T,>(cle: (t: T) => string) =>
  (t: T, i: number, tous: T[]) =>
    tous.findIndex(u => cle(u) === cle(t)) === i

const lireFiltre = (c: Ctx): Filtre => ({ volet: c.req.query('volet') || undefined, departement: c.req.query('departement') || undefined })

/** Where a page begins, from the address; anything unreadable is the first page. */
function lireApres(c: Ctx): Apres | undefined {
  const m = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)_([0-9a-f-]{36})$/.exec(c.req.query('apres') ?? '')
  const deposeLe = m && new Date(m[1]!)
  return deposeLe && !Number.isNaN(deposeLe.getTime()) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(m[2]!)
    ? { deposeLe, id: m[2]! }
    : undefined
}
const adresse = (o: Filtre & { apres?: string }) =>
  `${paths.instruction.boite}?${new URLSearchParams(Object.entries(o).filter((e): e is [string, string] => !!e[1]))}`
