import { nouvelId } from '../../contexte.ts'
import type { Ctx } from '../../http.ts'
import { comparateur } from '../../lib/comparer-textes.ts'
import { formatHeureOuJour } from '../../lib/dates.ts'
import type { FieldErrors } from '../../lib/forms.ts'
import { paths } from '../../paths.ts'
import type { Present } from '../../ui/presence.mots.ts'
import { placeDe, preuveDe, relu, teteDe } from '../cadre/index.ts'
import { type Etape, vagueUtile } from '../cahier/index.ts'
import { instruitAuDepot, releveDuDepot, sansDepotEnMots } from '../calendrier/index.ts'
import { champsMontres, champsPossibles, saisieDe } from '../champs/index.ts'
import { PointsDeLEtape, titreDuPoint } from '../complements/index.ts'
import type { Retrait } from '../contenu/index.ts'
import { relation } from '../decret/index.ts'
import { etatPour, quandPour } from '../delais/index.ts'
import { champOuvert, type Dossier, pieceOuverteParPoint } from '../dossiers/index.ts'
import { faitsStructure } from '../etats/index.ts'
import { avancement, type Lecture, relireRegles, resume } from '../examen/index.ts'
import { blocPartenaires, type SuiviPartenaires } from '../partenaires/index.ts'
import { champPiece, PiecesDuDossier } from '../pieces/index.ts'
import { lignesDuPlan, montantsEnBref, planDe, reglageDe } from '../plan/index.ts'
import { baseDe, type Conflit, conflitVu, erreursRestantes, messageGeste, type RefusGeste, type Saisie } from '../saisie/index.ts'
import type { Verdict } from '../verdicts/index.ts'
import { posee, questionsDAvance } from './d-avance.ts'
import { DepotPage, type DepotProps, idEngagement, type Point } from './depot.view.tsx'
import { EtapePage } from './etape.view.tsx'
import { Guide } from './guide.view.tsx'
import { avecReprise } from './reprise.ts'
import { tableauxMontres } from './tableaux-montres.ts'

type Retour = {
  erreurs?: FieldErrors
  retires?: readonly Retrait[]
  refusGeste?: RefusGeste | undefined
  conflits?: readonly Conflit[]
  parQui?: string | undefined
  autres?: readonly Present[]
  saisie?: Saisie
  pieces?: readonly { code: string; message: string }[]
  suivi?: SuiviPartenaires
  /** What an import has just brought in, as the address names it. */
  importe?: string | undefined
}

/** The page of a step, fresh or as it came back: `saisie` shows again what was typed, `erreurs` why it could not be read. */
export function pageEtape(c: Ctx, d: Dossier, etape: Etape, r: Retour = {}) {
  const { instant } = c.var.ctx
  const l = relireRegles(d, instant)
  const dAvance = questionsDAvance(l, etape, d.contenu)
  const montres =
    dAvance.size === 0
      ? l.champs(etape)
      : champsMontres(l.appel, etape, d.contenu, new Set([...l.visibilite.questions, ...dAvance]), l.structures)
  const champs = montres
    .filter(ch => !ch.calcule)
    .filter(ch => !d.complement || champOuvert(d.complement.points, etape.code, ch.nom))
    .map(ch => (dAvance.has(ch.nom) ? posee(ch) : avecReprise(ch, d)))
  const { conflits = [], saisie } = r
  const base = baseDe(d.contenu, champs)
  for (const { champ } of conflits) base[champ.nom] = saisie?.base?.[champ.nom] ?? ''
  const comparer = comparateur()
  const montree = (nom: string) => (saisie && Object.hasOwn(saisie.champs, nom) ? saisie.champs[nom] : undefined)
  return (
    <EtapePage
      site={c.var.site}
      tete={teteDe(c, d)}
      etapes={etapesOuvertes(d, l)}
      demande={demandeDe(c, d, l, etape.code)}
      listesFermees={!!d.complement && !champOuvert(d.complement.points, etape.code, '.')}
      etape={etape}
      appel={l.appel}
      remplissage={{
        champs,
        sansScript: dAvance,
        conflits: conflits.map(x => conflitVu(x, r.parQui, comparer)),
        saisie: Object.fromEntries(champs.map(ch => [ch.nom, montree(ch.nom) ?? saisieDe(ch, d.contenu)])),
        erreurs: {
          ...erreursRestantes(d.contenu, champs),
          ...r.erreurs,
          ...(r.refusGeste ? { _geste: messageGeste(r.refusGeste) } : {}),
          ...Object.fromEntries((r.pieces ?? []).map(p => [champPiece(p.code), p.message])),
        },
      }}
      base={base}
      page={saisie?.page ?? nouvelId()}
      autres={r.autres ?? []}
      revision={d.revision}
      par={d.modifiePar === c.var.ctx.acteur?.nom ? undefined : (d.modifiePar ?? undefined)}
      cle={[c.var.ctx.guichetId, c.var.ctx.acteur?.compteId, d.id, etape.code].join('/')}
      enregistre={d.revision > 0 ? formatHeureOuJour(d.modifieLe, instant) : undefined}
      verdicts={d.complement ? [] : l.verdicts.filter(v => v.etape === etape.code)}
      rediger={aRediger(d, l)}
      structure={faitsStructure(d.structure, preuveDe(c, d), d.version.appel)}
      contenu={d.contenu}
      plan={planDuDossier(d, l)}
      tableaux={tableauxMontres(d, l, etape)}
      retires={r.retires}
      importe={r.importe}
      partenaires={etape.blocs.includes('partenaires') && blocPartenaires(c, d, r.suivi)}
      pieces={etape.blocs.includes('pieces') && blocPieces(c, d, l, r, etape)}
    />
  )
}

const demandeDe = (c: Ctx, d: Dossier, { appel, structures }: Lecture, etape: string) =>
  d.complement && (
    <PointsDeLEtape
      id={d.id}
      complement={d.complement}
      porteur={relation(c.var.ctx.acteur, d) === 'porteur' ? undefined : d.structure.nom}
      etape={etape}
      quoi={p => titreDuPoint({ appel, contenu: d.contenu, structures }, p).quoi}
    />
  )

/** The steps that this dossier shows: of one in instruction, those that the service asks to complete. */
const etapesOuvertes = (d: Dossier, l: Lecture) =>
  avancement(l, d.contenu).filter(e => !d.complement || d.complement.points.some(p => p.etape === e.etape.code))

const planDuDossier = (d: Dossier, l: Lecture) => ({
  plan: planDe(d.version.appel, l.contenu),
  aide: l.aide,
  reglage: reglageDe(d.version.appel),
  financeur: d.version.appel.titre,
  structure: d.structure.nom,
  lots: d.version.appel.aide.lots,
  enPlus: lignesDuPlan(d.version.appel, d.contenu, l.tableaux).enPlus,
  importer: paths.dossiers.importPlan(d.id),
  budget: { pdf: paths.dossiers.budgetPdf(d.id), xlsx: paths.dossiers.budgetXlsx(d.id) },
})

/** The parts of an open step that its answers change, without its fields. */
export const guideEtape = (c: Ctx, d: Dossier, l: Lecture, etape: Etape) => (
  <Guide
    tete={teteDe(c, d)}
    etapes={etapesOuvertes(d, l)}
    etape={etape}
    champs={l.champs(etape)}
    verdicts={l.verdicts.filter(v => v.etape === etape.code)}
    aide={etape.blocs.includes('plan') ? l.aide : undefined}
    tableaux={[...tableauxMontres(d, l, etape).values()]}
  />
)

/** Codes of the pieces whose text the guichet writes from the dossier. */
const redigees = ({ appel }: Lecture) => appel.documents.filter(x => x.genere === 'modele_deliberation').map(x => x.code)
const montantsDuPlan = ({ appel, contenu }: Lecture) => {
  const { cout_global, aide_demandee } = resume(appel, contenu)
  return { cout: cout_global, aide: aide_demandee }
}
/** A délibération takes longest: it is offered with the first step, while none is attached. */
const aRediger = (d: Dossier, l: Lecture) =>
  !d.complement && redigees(l).some(code => !d.pieces.some(p => p.code === code)) ? paths.dossiers.redaction(d.id) : undefined

const blocPieces = (c: Ctx, d: Dossier, l: Lecture, r: Retour, etape: Etape) => (
  <PiecesDuDossier
    c={c}
    dossierId={d.id}
    slug={d.slug}
    pieces={l.appel.pieces.filter(
      p => l.visibilite.pieces.has(p.code) && (!d.complement || pieceOuverteParPoint(d.complement.points, p.code)),
    )}
    fichiers={d.pieces}
    modifiable
    exigees={l.visibilite.piecesObligatoires}
    erreurs={r.pieces}
    redigees={redigees(l)}
    plan={d.etat === 'brouillon' ? montantsDuPlan(l) : undefined}
    etape={etape.code}
  />
)

type RetourDepot = {
  suivi?: SuiviPartenaires
  retour?: readonly Point[]
  oublis?: readonly string[]
  coches?: readonly string[]
  avis?: string
}

/** The last step: everything read again, and filing. */
export function pageDepot(c: Ctx, d: Dossier, etape: Etape, r: RetourDepot = {}) {
  const { instant } = c.var.ctx
  const l = relireRegles(d, instant)
  const vague = vagueUtile(l.appel, instant)
  const quand = quandPour(d, instant)
  return (
    <DepotPage
      site={c.var.site}
      tete={teteDe(c, d)}
      etapes={avancement(l, d.contenu)}
      etape={etape}
      verdicts={l.verdicts}
      manques={l.manques}
      illisibles={illisiblesDe(d, l)}
      engagements={l.appel.engagements.filter(e => l.visibilite.engagements.has(e.code))}
      coches={r.coches ?? []}
      revision={d.revision}
      maintenant={instant}
      ouverture={etatPour(d, instant) === 'ouvert' ? undefined : vague.ouverture}
      quand={quand}
      sansDepot={quand.presse ? sansDepotEnMots(l.appel, quand.cloture) : undefined}
      releve={releveDuDepot(l.appel, instant)?.dit}
      auDepot={instruitAuDepot(l.appel, instant)}
      relecture={relu(c, d, l, true)}
      {...enBref(d, l)}
      partenaires={d.partenaires.length > 0 && blocPartenaires(c, d, r.suivi, etape.code)}
      retour={r.retour}
      oublis={r.oublis && new Set(r.oublis)}
      avis={r.avis}
    />
  )
}

/** What is read before filing, in a few words: amounts, files, and where each is changed. */
function enBref(d: Dossier, l: Lecture): Pick<DepotProps, 'montants' | 'plan' | 'demande' | 'pieces'> {
  const etapeDe = (bloc: 'plan' | 'pieces') => l.formulaire.etapes.find(e => e.blocs.includes(bloc))?.code
  const pieces = etapeDe('pieces')
  const { montants, demande } = montantsEnBref(planDe(l.appel, l.contenu), reglageDe(l.appel))
  return {
    montants,
    demande,
    plan: etapeDe('plan'),
    pieces: pieces ? { etape: pieces, noms: d.pieces.map(p => p.nom) } : undefined,
  }
}

export function illisiblesDe(d: Dossier, l: Lecture) {
  return l.formulaire.etapes.flatMap(e =>
    champsPossibles(l.appel, e, d.contenu, { structures: l.structures }).flatMap(ch => {
      const texte = d.contenu.illisibles[ch.nom]
      return texte === undefined ? [] : [{ libelle: ch.libelle, texte, href: `${paths.dossiers.etape(d.id, e.code)}#${ch.nom}` }]
    }),
  )
}

/** What blocks a filing, each point with its place. */
export function pointsBloquants(c: Ctx, d: Dossier, l: Lecture, verdicts: readonly Verdict[]): Point[] {
  const tete = teteDe(c, d)
  const illisibles = illisiblesDe(d, l).map(i => ({
    texte: `${i.libelle}\u00a0: «\u00a0${i.texte}\u00a0» ne peut pas être lu`,
    href: i.href,
  }))
  return [...illisibles, ...verdicts.map(v => ({ texte: `${v.titre}\u00a0: ${v.explication}`, href: placeDe(v, tete) }))]
}

/** The engagements left without a tick, each with its box. */
export const pointsEngagements = (d: Dossier, manquants: readonly string[]): Point[] =>
  d.version.appel.engagements
    .filter(e => manquants.includes(e.code))
    .map(e => ({ texte: `Cochez cet engagement\u00a0: «\u00a0${e.libelle}\u00a0»`, href: `#${idEngagement(e.code)}` }))
