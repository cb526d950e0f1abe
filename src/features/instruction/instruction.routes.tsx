import { enTransaction } from '../../contexte.ts'
import type { Tx } from '../../db/db.ts'
import { type Ctx, ctxActeur, router } from '../../http.ts'
import { paths } from '../../paths.ts'
import type { ResultatVerdict } from '../../ui/verdicts.tsx'
import { type Appel, appelsPublies, voletDe } from '../appels/index.ts'
import { type LigneInstruction, lirePage, totauxDe } from './boite/boite.queries.ts'
import { ecrireFiltre, type Filtre, lireFiltre } from './boite/filtres.ts'
import { ecrireRepere, lireRepere } from './boite/tris.ts'
import { BoitePage, type LigneBoite } from './boite.view.tsx'
import { comiteRoutes } from './dossier/comite.routes.tsx'
import { exigeInstructeur } from './dossier/dans-le-perimetre.ts'
import { dossierRoutes } from './dossier/dossier.routes.tsx'
import { historiqueRoutes } from './dossier/historique.routes.tsx'
import { jugerRoutes } from './dossier/juger.routes.tsx'
import { notesRoutes } from './dossier/notes.routes.tsx'
import { ouverturesRoutes } from './dossier/ouvertures.routes.tsx'
import { suiviRoutes } from './dossier/suivi.routes.tsx'
import { lecteurDe } from './perimetre.queries.ts'
import { libellePerimetre, nomDepartement } from './perimetre.ts'

/** What the agents of the guichet read. Each page asks for the dossier within the reader's perimeter first: outside it, 404. */
export const instructionRoutes = () =>
  router()
    .get(paths.instruction.boite, exigeInstructeur, async c => {
      const filtre = lireFiltre(new URL(c.req.url).searchParams)
      const props = await enTransaction(c.var.ctx, tx => lireBoite(tx, c, filtre))
      return c.html(<BoitePage site={c.var.site} filtre={{ volet: filtre.volet[0], departement: filtre.departement[0] }} {...props} />)
    })
    .route('/', dossierRoutes())
    .route('/', suiviRoutes())
    .route('/', jugerRoutes())
    .route('/', notesRoutes())
    .route('/', ouverturesRoutes())
    .route('/', comiteRoutes())
    .route('/', historiqueRoutes())

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
