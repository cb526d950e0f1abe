import type { GuichetConfig } from '../../config.ts'
import { formatHeure, formatJour } from '../../lib/dates.ts'
import { marque } from '../../lib/empreintes.ts'
import { formatEuros } from '../../lib/euros.ts'
import type { Appel } from '../cahier/index.ts'
import { finEnMots, rythmeEnMots } from '../calendrier/index.ts'
import { type Bloc, type CahierDonnees, rendrePdf } from '../documents/index.ts'
import { tempsEnMots } from '../temps/index.ts'
import { faitsTexte, limitesDuPorteur, membresAttendus, nomVolets, partMarginale } from './pages/appels.mots.ts'
import { avisDemandes } from './pages/avis-demandes.rules.ts'
import { chiffresDeclares, PLAN_DEMANDE, TITRE_ARGENT } from './pages/chiffres.mots.ts'
import { sansComite, titreDuChoix } from './pages/decision.rules.ts'
import type { AppelDeVersion } from './versions.queries.ts'

type Section = CahierDonnees['sections'][number]
type Enonce = { texte: string; clauses?: readonly string[] | undefined }

const avecClause = ({ texte, clauses }: Enonce) => ({ texte, ...(clauses?.length ? { clause: clauses.join(', ') } : {}) })
const paragraphe = (e: Enonce): Bloc => ({ genre: 'paragraphe', ...avecClause(e) })
const liste = (elements: Enonce[], ordonnee = false): Bloc[] =>
  elements.length > 0 ? [{ genre: 'liste', ordonnee, elements: elements.map(avecClause) }] : []
const section = (titre: string, blocs: Bloc[], niveau: 1 | 2 = 1): Section[] => (blocs.length > 0 ? [{ niveau, titre, blocs }] : [])

const ELIGIBLE = { oui: ['Oui', 'Oui'], marginale: ['Oui', 'Part marginale'], non: ['Oui', 'Non'], exclue: ['Non', 'Non'] } as const

/** « Non. Peut figurer dans le plan… », without saying the word twice. */
function payee(n: Appel['natures'][number]): string {
  const { eligible, explication } = n
  const mot = eligible === 'marginale' ? partMarginale(n) : ELIGIBLE[eligible][1]
  const complete = eligible === 'marginale' ? explication && /^Part marginale.*\d/.test(explication) : explication?.startsWith(mot)
  if (!explication) return mot
  return complete ? explication : `${mot}. ${explication}`
}

function sectionsProjet(appel: Appel): Section[] {
  const { porteurs } = appel
  return [
    ...section('Qui peut déposer', [
      ...liste(porteurs.types.map(t => ({ texte: t.libelle, clauses: t.clauses }))),
      ...appel.territoire.lieux.map(texte => paragraphe({ texte, clauses: appel.territoire.clauses })),
      paragraphe(porteurs.projet_commun),
      ...[membresAttendus(porteurs) ?? []].flat().map(texte => paragraphe({ texte })),
      ...limitesDuPorteur(appel).map(paragraphe),
    ]),
    ...section('Quels projets', appel.orientations.map(paragraphe)),
    ...appel.volets.flatMap(v => section(`Volet ${v.numero}\u00a0: ${v.titre}`, liste(v.actions.map(a => ({ texte: a.libelle }))), 2)),
    ...appel.renvois.flatMap(r => section(r.titre, [paragraphe(r)], 2)),
    ...(appel.exemples ? section('Exemples de projets attendus', liste(appel.exemples.liste.map(texte => ({ texte }))), 2) : []),
  ]
}

function sectionsArgent(appel: Appel): Section[] {
  const { aide } = appel
  const textes = [aide.minimum, aide.texte, aide.lots].filter(t => t !== undefined)
  return section(TITRE_ARGENT[appel.plan], [
    ...textes.map(texte => paragraphe({ texte, clauses: aide.clauses })),
    ...liste(chiffresDeclares(appel).map(({ nom, valeur, clauses = aide.clauses }) => ({ texte: `${nom}\u00a0: ${valeur}`, clauses }))),
    ...(appel.plan === 'complet' ? [] : [paragraphe({ texte: PLAN_DEMANDE[appel.plan] })]),
    ...(appel.natures.length > 0
      ? [
          {
            genre: 'tableau' as const,
            legende: 'Dépenses et aide',
            entetes: ['Dépense', 'Dans le plan', 'Payée par l’aide'],
            lignes: appel.natures.map(n => [n.libelle, ELIGIBLE[n.eligible][0], payee(n)]),
          },
        ]
      : []),
    ...liste(appel.enveloppes.map(e => ({ texte: `${e.libelle}\u00a0: ${formatEuros(e.tenu ?? e.montant)}`, clauses: e.clauses }))),
  ])
}

function sectionsDepot(appel: Appel): Section[] {
  const { continu, vagues } = appel.calendrier
  const dates = continu
    ? [`Ouvert depuis le ${formatJour(continu.ouverture)}.`, rythmeEnMots(continu), finEnMots(continu)].map(texte => ({
        texte,
        clauses: continu.clauses,
      }))
    : vagues.map(v => ({
        texte: `${v.libelle}\u00a0: du ${formatJour(v.ouverture)} au ${formatJour(v.cloture!)} à ${formatHeure(v.cloture!, { secondes: true })}, heure de Paris`,
        clauses: v.clauses,
      }))
  const contacts = appel.contacts.map(c => ({
    texte: `${nomVolets(appel, c.volets)}${c.departements ? `, ${c.departements.join(', ')}` : ''}\u00a0: ${c.libelle}, ${c.courriel}${c.telephone ? `, ${c.telephone}` : ''}`,
    clauses: c.clauses,
  }))
  return [
    ...section('Déposer', [
      paragraphe(appel.depot),
      ...liste(dates),
      ...liste(tempsEnMots(appel).map(texte => ({ texte }))),
      ...liste(appel.pieces.map(p => ({ texte: `${p.libelle}${p.obligatoire ? '' : ' (facultatif)'}`, clauses: p.clauses }))),
    ]),
    ...section(titreDuChoix(appel), [
      ...liste(appel.instances.map(x => ({ texte: [x.libelle, x.texte].filter(Boolean).join('\u00a0: '), clauses: x.clauses }))),
      paragraphe(appel.comite ?? { texte: sansComite(appel), clauses: [] }),
      ...(appel.criteres.liste.length > 0 ? [paragraphe(appel.criteres)] : []),
      ...liste(
        appel.criteres.liste.map(c => ({ texte: c.libelle, clauses: [c.clause] })),
        true,
      ),
      ...liste(appel.priorites.map(p => ({ texte: p.libelle, clauses: p.clauses }))),
      ...liste(avisDemandes(appel)),
    ]),
    ...section('Qui contacter', liste(contacts)),
    ...section('Après la décision', [paragraphe(appel.suivi), ...liste(appel.suivi.contenu.map(texte => ({ texte })))]),
  ]
}

/** The call as a document to read: the same sentences as its page, then its clauses one by one. */
function cahierDe({ appel, numero, publieeLe }: AppelDeVersion, guichet: GuichetConfig): CahierDonnees {
  const { service } = guichet
  return {
    theme: guichet.theme,
    emetteur: {
      blocMarque: guichet.blocMarque,
      nom: guichet.blocMarque?.join(' ') ?? guichet.nom,
      service: service.nom,
      adresse: service.adresse,
      courriel: service.courriel,
      telephone: service.telephone,
    },
    etabliLe: publieeLe ?? appel.calendrier.vagues[0]!.ouverture,
    demonstration: false, // the call is a real one: only dossiers are invented
    titre: appel.titre,
    ...(appel.sous_titre ? { sousTitre: appel.sous_titre } : {}),
    reference: `${appel.code_dossier}, version ${numero}`,
    essentiel: faitsTexte(appel).map(f => ({ libelle: f.libelle, valeur: f.note ? `${f.valeur}, ${f.note}` : f.valeur })),
    sections: [
      ...sectionsProjet(appel),
      ...sectionsArgent(appel),
      ...sectionsDepot(appel),
      ...section('Les clauses', liste(Object.entries(appel.clauses).map(([nom, c]) => ({ texte: c.texte, clauses: [nom] })))),
    ],
  }
}

/** Drawn once per version, and for what the guichet says of itself: the same gives the same bytes. */
const dessines = new Map<string, Promise<Uint8Array>>()
const DESSINES_MAX = 20

/** The call's PDF, made to be read by everyone (PDF/UA-1). */
export function cahierPdf(version: AppelDeVersion, guichet: GuichetConfig): Promise<Uint8Array> {
  const cle = version.versionId + marque(JSON.stringify(guichet))
  const deja = dessines.get(cle)
  if (deja) return deja
  const pdf = rendrePdf('cahier-des-charges', cahierDe(version, guichet), { norme: 'UA-1' })
  if (dessines.size >= DESSINES_MAX) dessines.clear()
  dessines.set(cle, pdf)
  pdf.catch(() => dessines.delete(cle))
  return pdf
}
