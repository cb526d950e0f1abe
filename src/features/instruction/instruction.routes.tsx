import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, exigeRole, param, router, UUID } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { ResultatVerdict } from '../../ui/verdicts.tsx'
import { type Appel, appelsPublies, voletDe } from '../appels/index.ts'
import { pieceDuDossier, servirAccuse, servirPiece } from '../dossiers/index.ts'
import { type LigneInstruction, lirePage, totauxDe } from './boite/boite.queries.ts'
import { ecrireFiltre, type Filtre, lireFiltre } from './boite/filtres.ts'
import { ecrireRepere, lireRepere } from './boite/tris.ts'
import { BoitePage, type LigneBoite } from './boite.view.tsx'
import { trouverInstruit } from './dossier.queries.ts'
import { lireDossierInstruit } from './dossier.ts'
import { DossierPage } from './dossier.view.tsx'
import { lecteurDe } from './perimetre.queries.ts'
import { libellePerimetre, nomDepartement } from './perimetre.ts'

const LECTEURS = ['referent_departemental', 'referent_regional', 'administrateur'] as const

/** What the agents of the guichet read. Each page asks for the dossier within the reader's perimeter first: outside it, 404. */
export const instructionRoutes = () =>
  router()
    .get(paths.instruction.boite, exigeRole(...LECTEURS), async c => {
      const filtre = lireFiltre(new URL(c.req.url).searchParams)
      const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c, filtre))
      return c.html(<BoitePage site={c.var.site} filtre={{ volet: filtre.volet[0], departement: filtre.departement[0] }} {...props} />)
    })
    .get(paths.instruction.dossier(`:id{${UUID}}`), exigeRole(...LECTEURS), async c => {
      const lu = await dansLePerimetre(c, async tx => ({
        dossier: await lireDossierInstruit(tx, c.var.ctx.guichetId, param(c, 'id')),
        appels: await appelsPublies(tx, c.var.ctx.guichetId),
        lecteur: await lecteurDe(tx, ctxActeur(c)),
      }))
      if (!lu?.dossier) return c.notFound()
      const perimetre = libellePerimetre(
        lu.lecteur.perimetres,
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
const dansLePerimetre = <T,>(c: Ctx, lire: (tx: Tx) => Promise<T>): Promise<T | undefined> =>
  enTransaction(c.var.ctx, async tx => {
    const trouve = await trouverInstruit(tx, ctxActeur(c), param(c, 'id'))
    return trouve && (await lire(tx))
  })

async function lireBoite(tx: Tx, c: Ctx, filtre: Filtre) {
  const { guichetId, instant } = c.var.ctx
  const lecteur = await lecteurDe(tx, ctxActeur(c))
  const apres = lireRepere(filtre, c.req.query('apres'))
  const appels = (await appelsPublies(tx, guichetId)).map(a => a.appel)
  const page = await lirePage(tx, lecteur, { filtre, instant, apres })
  return {
    lignes: page.lignes.map(l => enLigne(l, appels)),
    totaux: await totauxDe(tx, lecteur, filtre, instant),
    volets: voletsDe(appels),
    departements: appels
      .flatMap(a => a.territoire.departements ?? [])
      .filter(unique(d => d.code))
      .map(d => ({ code: d.code, libelle: d.nom })),
    perimetre: libellePerimetre(lecteur.perimetres, appels),
    suivants: page.suivants && adresse(filtre, ecrireRepere(page.suivants)),
    debut: apres && adresse(filtre),
  }
}

const enLigne = (l: LigneInstruction, appels: Appel[]): LigneBoite => ({
  id: l.dossier_id,
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

function adresse(filtre: Filtre, apres?: string) {
  const query = ecrireFiltre(filtre)
  if (apres) query.set('apres', apres)
  return query.size > 0 ? `${paths.instruction.boite}?${query}` : paths.instruction.boite
}
