import { formatEuros, formatNombre, formatTaux } from '../../../lib/euros.ts'
import type { Appel } from '../../cahier/index.ts'
import { chiffre, type Usages } from '../../recevabilite/index.ts'
import { montantsDits } from './moyens.rules.ts'
import type { Remarque } from './sujets.table.ts'

type Texte = { chemin: PropertyKey[]; texte: string }
const texte = (chemin: PropertyKey[], t: string | undefined): Texte[] => (t === undefined ? [] : [{ chemin, texte: t }])
const textes = (chemin: PropertyKey[], liste: readonly (string | undefined)[], suite: PropertyKey[] = []) =>
  liste.flatMap((t, i) => texte([...chemin, i, ...suite], t))

/** What the page says of whom it aids, and for how much. */
const annonces = (a: Appel): Texte[] => [
  ...texte(['accroche'], a.accroche),
  ...texte(['resume'], a.resume),
  ...texte(['sous_titre'], a.sous_titre),
  ...textes(['description'], a.description),
  ...textes(
    ['porteurs', 'types'],
    a.porteurs.types.map(t => t.libelle),
    ['libelle'],
  ),
  ...texte(['porteurs', 'projet_commun', 'texte'], a.porteurs.projet_commun.texte),
  ...textes(
    ['natures'],
    a.natures.map(n => n.explication),
    ['explication'],
  ),
  ...texte(['aide', 'texte'], a.aide.texte),
  ...texte(['aide', 'minimum'], a.aide.minimum),
  ...texte(['aide', 'lots'], a.aide.lots),
  ...a.instances.flatMap((x, i) => texte(['instances', i, 'texte'], x.texte)),
]

/** The first figure of each sentence of the page that neither a rule nor a declaration has. */
export function chiffresNonVerifies(appel: Appel, { chiffres }: Usages): Remarque[] {
  const connus = new Set([...chiffres, ...declares(appel)])
  return annonces(appel).flatMap(({ chemin, texte: t }): Remarque[] => {
    const inconnu = chiffresDe(t).find(c => !c.cles.some(cle => connus.has(cle)))
    return inconnu === undefined
      ? []
      : [
          {
            sujet: 'chiffre_non_verifie',
            chemin,
            fait: `La page dit «\u00a0${inconnu.dit}\u00a0», et aucune règle ne le vérifie.`,
            consequence: 'Un dossier qui ne le respecte pas serait déposé sans que rien ne le signale.',
          },
        ]
  })
}

/** « moins de 3 000 » is « 2 999 au plus », « plus de 3 000 » is « 3 001 au moins »: said of what is counted in whole numbers (people, cents). */
function bornes(avant: string, n: number): number[] {
  if (/(?:moins de|inférieure?s? à)[\u00a0\u202f ]$/i.test(avant)) return [n, n - 1]
  return /(?:plus de|supérieure?s? à|au-dessus de|au-delà de)[\u00a0\u202f ]$/i.test(avant) ? [n, n + 1] : [n]
}

/** `cles`: the figures, one of which a rule or a declaration is to have. */
function chiffresDe(t: string): { dit: string; cles: string[] }[] {
  const taux = [
    ...t.matchAll(/(?<![\d,])(\d{1,3}(?:,\d{1,2})?)(?:[\u00a0\u202f ](?:à|et|ou)[\u00a0\u202f ](\d{1,3}(?:,\d{1,2})?))?[\u00a0\u202f ]?%/g),
  ].flatMap(m => [m[1]!, ...(m[2] ? [m[2]] : [])])
  const habitants = [...t.matchAll(/(?<!\d)(\d[\d\u00a0\u202f ]{0,12})[\u00a0\u202f ]habitants/g)].map(m => ({
    n: Number(m[1]!.replace(/\D/g, '')),
    avant: t.slice(0, m.index),
  }))
  return [
    ...montantsDits(t).map(({ centimes: n, avant }) => ({ dit: formatEuros(n), cles: bornes(avant, n).map(b => chiffre('montant', b)) })),
    ...taux
      .map(n => Number(n.replace(',', '.')) / 100)
      .map(n => ({ dit: formatTaux(n, Number.isInteger(Math.round(n * 1e4) / 100) ? 0 : 2), cles: [chiffre('taux', n)] })),
    ...habitants.map(({ n, avant }) => ({
      dit: `${formatNombre(n)} habitants`,
      cles: bornes(avant, n).map(b => chiffre('nombre', b)),
    })),
  ]
}

/** Figures that the call declares beside its rules: the product holds them, or says them as they are. */
function declares(a: Appel): string[] {
  const { programme: p, aide, regime, calendrier } = a
  const montants = [
    ...a.enveloppes.flatMap(e => [e.montant, e.seuil_fermeture]),
    a.enveloppes.reduce((n, e) => n + e.montant, 0),
    p.montant,
    ...[p.axe, ...p.autres_axes].map(x => x?.montant),
    aide.montant_min,
    aide.montant_max,
    aide.cout_min,
    calendrier.seuil_fermeture,
    ...a.actes.conventions.map(c => c.au_dela_de),
  ]
  const taux = [...a.natures.map(n => n.part_max), regime.versements.avance_max, regime.versements.acomptes_max]
  const nombres = a.porteurs.types.flatMap(t => [t.population_min, t.population_max])
  const cles = (type: 'montant' | 'taux' | 'nombre', liste: readonly (number | undefined)[]) =>
    liste.flatMap(n => (n === undefined ? [] : [chiffre(type, n)]))
  return [...cles('montant', montants), ...cles('taux', taux), ...cles('nombre', nombres)]
}

/** All that porteurs, service and lauréats read of this call, laws and their dates left out. */
const tousLesTextes = (a: Appel): Texte[] => [
  ...texte(['titre'], a.titre),
  ...annonces(a),
  ...texte(['depot', 'texte'], a.depot.texte),
  ...textes(
    ['orientations'],
    a.orientations.map(o => o.texte),
    ['texte'],
  ),
  ...a.volets.flatMap((v, i) => [
    ...texte(['volets', i, 'titre'], v.titre),
    ...texte(['volets', i, 'description'], v.description),
    ...textes(
      ['volets', i, 'actions'],
      v.actions.map(x => x.libelle),
      ['libelle'],
    ),
  ]),
  ...a.calendrier.vagues.flatMap((v, i) => (a.calendrier.continu ? [] : texte(['calendrier', 'vagues', i, 'libelle'], v.libelle))),
  ...a.calendrier.jalons.flatMap((j, i) => [
    ...texte(['calendrier', 'jalons', i, 'libelle'], j.libelle),
    ...texte(['calendrier', 'jalons', i, 'quand'], j.quand),
  ]),
  ...a.formulaires.flatMap((f, i) =>
    f.etapes.flatMap((e, j) => [
      ...texte(['formulaires', i, 'etapes', j, 'aide'], e.aide),
      ...e.questions.flatMap((q, k) => [
        ...texte(['formulaires', i, 'etapes', j, 'questions', k, 'libelle'], q.libelle),
        ...texte(['formulaires', i, 'etapes', j, 'questions', k, 'aide'], q.aide),
      ]),
    ]),
  ),
  ...a.pieces.flatMap((p, i) => [...texte(['pieces', i, 'libelle'], p.libelle), ...texte(['pieces', i, 'aide'], p.aide)]),
  ...textes(
    ['criteres', 'liste'],
    a.criteres.liste.map(c => c.libelle),
    ['libelle'],
  ),
  ...texte(['comite', 'texte'], a.comite?.texte),
  ...a.instances.flatMap((x, i) => [...texte(['instances', i, 'libelle'], x.libelle), ...texte(['instances', i, 'texte'], x.texte)]),
  ...textes(
    ['avis'],
    a.avis.map(x => x.question),
    ['question'],
  ),
  ...textes(
    ['engagements'],
    a.engagements.map(e => e.libelle),
    ['libelle'],
  ),
  ...texte(['suivi', 'texte'], a.suivi.texte),
  ...Object.entries(a.lettres).flatMap(([nom, l]) =>
    l ? [...texte(['lettres', nom, 'objet'], l.objet), ...textes(['lettres', nom, 'texte'], l.texte)] : [],
  ),
  ...a.regles.flatMap((r, i) => r.controles.flatMap((c, j) => texte(['regles', i, 'controles', j, 'phrase'], c.phrase))),
]

const TEXTE_DE_LOI =
  /\b(lois?|décrets?|arrêtés?|ordonnances?|règlements?|directives?|circulaires?|délibérations?|code|n°|CGCT|CRPA|millésime|INSEE|recensement)/i
/** How far back a call is copied from. */
const ANNEES_DE_REPRISE = 3

/** Years before the one in which the call opens, in what people read: those of the call from which it was copied. */
export function anneesPassees(appel: Appel): Remarque[] {
  const ouverture = Math.min(...appel.calendrier.vagues.map(v => v.ouverture.getUTCFullYear()))
  const vues = new Set<string>()
  return tousLesTextes(appel).flatMap(({ chemin, texte: t }): Remarque[] => {
    if (TEXTE_DE_LOI.test(t)) return []
    const passee = [...t.matchAll(/(?<![\d\p{L}-])(20\d\d)(?![\d\p{L}]|[\u00a0\u202f ](?:€|habitants|\d{3}))/gu)]
      .map(m => Number(m[1]))
      .find(n => n < ouverture && n >= ouverture - ANNEES_DE_REPRISE)
    // a form shared by two volets says the same thing twice
    if (passee === undefined || vues.has(t)) return []
    vues.add(t)
    return [
      {
        sujet: 'annee_passee',
        chemin,
        fait: `Ce texte cite ${passee}, et l’appel ouvre en ${ouverture}.`,
        consequence: 'S’il vient d’un appel précédent, sa date est à changer.',
      },
    ]
  })
}
