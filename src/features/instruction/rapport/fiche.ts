import { formatInstant, formatJour } from '../../../lib/dates.ts'
import { formatEuros, formatTaux } from '../../../lib/euros.ts'
import { enumeration, majuscule, pluriel } from '../../../lib/mots.ts'
import { ligneDeFiche } from '../../avis/index.ts'
import { voletDe } from '../../cahier/index.ts'
import { motValeur } from '../../champs/index.ts'
import { constatRecevable } from '../../constats/index.ts'
import type { Fiche } from '../../documents/index.ts'
import { motsEcart, motsPriorite } from '../../ordre/index.ts'
import { resumeDuTableau } from '../../tableaux/index.ts'
import { calculEnMots } from '../../verdicts/index.ts'
import { reprisesChangees } from '../../versions/index.ts'
import { decrirePorteur } from '../lire-cadre.ts'
import { extrait, faitsSous } from './faits.ts'
import {
  AVIS,
  type Critere,
  champAppreciation,
  champCommentaire,
  type Grille,
  motEchelon,
  REPONSES_PRIORITE,
  SANS_OBJET,
} from './grille.rules.ts'
import type { Analyse } from './lire-analyse.ts'
import { lireProposition, UN } from './proposition.rules.ts'

const euros = (c: number) => formatEuros(c, { centimes: c % 100 !== 0 })
const minuscule = (s: string) => s.charAt(0).toLowerCase() + s.slice(1)
/** Letters of the summary, and of what the dossier says under a criterion: a sheet has a page or two. */
const RESUME_MAX = 420
const FAITS_MAX = 220

/** « un par ligne », whatever mark begins the line. */
const enLignes = (texte: string | undefined) =>
  (texte ?? '')
    .split('\n')
    .map(l => l.replace(/^\s*[-–•*]\s*/, '').trim())
    .filter(Boolean)

/** The report on a dossier as the comité reads it, as it is saved. Pure. */
export function ficheDe(a: Analyse): Fiche {
  const { ligne, lu, grille, contenu, rapport } = a
  return {
    numero: ligne.numero,
    titre: ligne.titre || 'Projet sans titre',
    structure: ligne.declaree ? `${ligne.porteur} (structure déclarée, non encore confirmée)` : ligne.porteur,
    precisions: precisionsDe(a),
    ...(rapport?.termine ? {} : { brouillon: motBrouillon(a) }),
    chiffres: chiffresDe(a),
    ...resumeDe(a),
    criteres: grille.criteres.map(c => critereDe(a, c)),
    ...(grille.priorites.length > 0 ? { priorites: phrasePriorites(grille, contenu) } : {}),
    pointsForts: enLignes(contenu.points_forts),
    reserves: enLignes(contenu.reserves),
    ...financementDe(a),
    avis: AVIS.find(x => x.valeur === contenu.avis)?.libelle.toLowerCase() ?? 'pas encore donné',
    constats: constatsDe(a),
    pied: [
      `Version\u00a0${rapport?.version ?? ligne.version} du dossier${lu.vue.version === (rapport?.version ?? ligne.version) ? `, empreinte ${lu.vue.sha256.slice(0, 16)}…` : ''}`,
      rapport
        ? `${rapport.termine?.par ?? rapport.modifiePar}, le ${formatInstant(rapport.termine?.le ?? rapport.modifieLe)}`
        : 'Fiche pas encore écrite',
    ].join(' · '),
  }
}

/** « critères (a) et (f) à apprécier, montant à dire ». */
function motBrouillon({ grille, contenu, ligne, rapport }: Analyse): string {
  const reste = grille.criteres.filter(c => c.applicable && !contenu[champAppreciation(c.code)]).map(c => c.repere)
  const manques = [
    ...(reste.length > 0 ? [`${reste.length > 1 ? 'critères' : 'critère'} ${enumeration(reste)} à apprécier`] : []),
    ...(contenu.avis ? [] : ['avis à donner']),
    ...(lireProposition(contenu.proposition!).montant === null ? ['montant à dire'] : []),
    ...(rapport && rapport.version < ligne.version ? [`version\u00a0${ligne.version} à relire`] : []),
  ]
  return manques.join(', ') || 'fiche pas encore terminée'
}

function precisionsDe({ ligne, lu }: Analyse): string {
  const { appel } = lu.dossier.version
  const partenaires = lu.dossier.partenaires.map(p => p.nom)
  const volet = ligne.volet ? voletDe(appel, ligne.volet) : undefined
  return [
    `${decrirePorteur(ligne, appel).join(', ')}.`,
    ...(partenaires.length > 0 ? [`Avec ${partenaires.join(', ')}.`] : []),
    ...(volet ? [`Volet\u00a0${volet.numero}, ${volet.titre}.`] : []),
    ...[...lu.lecture.tableaux.values()].flatMap(t => {
      const mots = resumeDuTableau(t)
      return mots ? [`${t.tableau.libelle}\u00a0: ${mots}.`] : []
    }),
  ].join(' ')
}

function chiffresDe({ base, contenu }: Analyse): Fiche['chiffres'] {
  const { cout, demandee } = base.reperes
  const p = lireProposition(contenu.proposition!)
  const part = (c: number) => (cout > 0 ? { note: `${formatTaux(c / cout)} du coût` } : {})
  return [
    ...(base.reperes.part === undefined ? [] : [{ libelle: 'Coût global', valeur: euros(cout) }]),
    {
      libelle: base.calculee ? 'Aide calculée' : 'Aide demandée',
      valeur: euros(demandee),
      ...part(demandee),
    },
    ...(base.retenue === undefined ? [] : [{ libelle: 'Avec les valeurs retenues', valeur: euros(base.retenue) }]),
    ...(base.sansLignes
      ? []
      : [
          { libelle: 'Base proposée', valeur: p.base === null ? 'à dire' : euros(p.base) },
          { libelle: 'Taux proposé', valeur: p.taux === null ? 'à dire' : formatTaux(p.taux / UN, p.taux % 1_000_000 === 0 ? 0 : 2) },
        ]),
    { libelle: 'Montant proposé', ...(p.montant === null ? { valeur: 'à dire' } : { valeur: euros(p.montant), ...part(p.montant) }) },
  ]
}

/** The first long answer beside the title of the project: what the project is, in its bearer's words. */
function resumeDe({ lu: { lecture, dossier } }: Analyse): Pick<Fiche, 'resume'> {
  const champs = lecture.formulaire.etapes.filter(e => e.blocs.includes('projet')).flatMap(e => lecture.champs(e))
  for (const c of champs) {
    const v = dossier.contenu.valeurs[c.nom]
    if (c.genre === 'texte_long' && v !== undefined) return { resume: extrait(motValeur(c, v), RESUME_MAX) }
  }
  return {}
}

function critereDe({ grille, contenu, lu, regles }: Analyse, c: Critere): Fiche['criteres'][number] {
  const valeur = c.applicable ? contenu[champAppreciation(c.code)] : SANS_OBJET
  const rang = grille.echelle.findIndex(e => e.valeur === valeur)
  const faits = faitsSous([c.clause], lu, regles).map(f => f.texte)
  return {
    critere: `${c.repere} ${c.libelle}`,
    appreciation: motEchelon(grille, valeur) ?? 'à apprécier',
    ...(rang >= 0 && grille.echelle.length > 1 ? { degre: { de: rang, sur: grille.echelle.length - 1 } } : {}),
    commentaire: contenu[champCommentaire(c.code)] ?? '',
    faits: extrait(faits.map(f => (/[.…!?]$/.test(f) ? f : `${f}.`)).join(' '), FAITS_MAX),
  }
}

/** « Oui : la durée. En partie : un projet mûr. » */
function phrasePriorites(g: Grille, contenu: Analyse['contenu']): string {
  const dites = REPONSES_PRIORITE.flatMap(r => {
    const liste = g.priorites.filter(p => contenu[p.champ] === r.valeur).map(p => minuscule(p.libelle))
    return liste.length > 0 ? [`${r.libelle}\u00a0: ${liste.join('\u202f; ')}.`] : []
  })
  return dites.join(' ') || 'Pas encore examinées.'
}

/** Lot by lot, what it costs and what is kept of it; then what is left out of the base. */
function financementDe({ base, contenu, lu }: Analyse): Pick<Fiche, 'lots' | 'exclus'> {
  const calcul = lu.lecture.aide?.etapes
  if (base.sansLignes)
    return {
      lots: [],
      exclus: calcul ? `Calcul de l’aide\u00a0: ${calculEnMots(calcul)}.` : 'Un plan court\u00a0: ses dépenses ne sont pas détaillées.',
    }
  const p = lireProposition(contenu.proposition!)
  const somme = (lignes: typeof base.lignes) => euros(lignes.reduce((t, l) => t + (l.montant ?? 0), 0))
  const retenues = base.lignes.filter(l => l.admise && p.lignes.includes(l.rang))
  const hors = base.lignes.filter(l => !retenues.includes(l))
  const exclus =
    hors.length > 0
      ? `Hors de la base\u00a0: ${hors.map(l => `${minuscule(l.libelle)} ${l.montant === undefined ? '' : euros(l.montant)}`.trim()).join(', ')}.`
      : 'Toutes les dépenses sont dans la base.'
  return {
    lots: base.lots.map((titre, i) => ({
      lot: `Lot\u00a0${i + 1}${titre ? `, ${titre}` : ''}`,
      cout: somme(base.lignes.filter(l => l.lot === i + 1)),
      base: somme(retenues.filter(l => l.lot === i + 1)),
    })),
    exclus: [
      ...parRang(base, retenues),
      extrait(exclus, RESUME_MAX),
      ...(calcul ? [`Calcul de l’aide\u00a0: ${calculEnMots(calcul)}.`] : []),
    ].join(' '),
  }
}

/** The ranks of priority that the porteur gave, each with what is kept of it. */
function parRang({ rangs, lignes }: Analyse['base'], retenues: Analyse['base']['lignes']): string[] {
  if (!rangs || lignes.length === 0) return []
  const dire = (l: Analyse['base']['lignes'][number]) =>
    [
      `${l.rang}. ${l.libelle} ${l.montant === undefined ? '' : euros(l.montant)}`.trim(),
      ...(l.aide === undefined ? [] : [`aide ${euros(l.aide)}`]),
      ...(retenues.includes(l) ? [] : ['non retenue']),
    ].join(', ')
  return [`Par rang de priorité\u00a0: ${extrait(lignes.map(dire).join('\u202f; '), RESUME_MAX)}.`]
}

/** What the full dossier says otherwise than its intention: the comité reads both. */
function depuisLIntention({ lu: { dossier, lecture } }: Analyse): string[] {
  const changees = reprisesChangees(dossier, lecture)
  if (!dossier.intention || changees.length === 0) return []
  const dits = changees.map(c => `${c.libelle}\u00a0: ${extrait(c.avant!, FAITS_MAX)}, puis ${extrait(c.apres!, FAITS_MAX)}`)
  return [`Changé depuis l’intention du ${formatJour(dossier.intention.recuLe)}. ${dits.join('\u202f; ')}.`]
}

function constatsDe(a: Analyse): string[] {
  const { ligne, priorites, regles, instances, complements, avis } = a
  const contraires = regles.filter(r => r.humains[0]?.resultat && r.humains[0].resultat !== r.automatique)
  const recevable = constatRecevable(regles, undefined)
  return [
    ...[motsPriorite(priorites, ligne.dossier_id), motsEcart(priorites, ligne.dossier_id)].flatMap(m => m ?? []),
    ...instances,
    ...avis.map(ligneDeFiche),
    `${recevable.titre} ${recevable.phrase}`,
    ...depuisLIntention(a),
    ...(contraires.length > 0
      ? [
          `Jugées autrement que par l’automate\u00a0: ${contraires.map(r => `${r.titre}${r.clauses.length > 0 ? ` (${r.clauses.join(', ')})` : ''}`).join(', ')}.`,
        ]
      : []),
    ...(complements.demandes > 0
      ? [
          majuscule(
            `${pluriel(complements.demandes, 'demande')} de compléments, ${pluriel(complements.acceptes, 'point accepté', 'points acceptés')}.`,
          ),
        ]
      : []),
  ]
}
