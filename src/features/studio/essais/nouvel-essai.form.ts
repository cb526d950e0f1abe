import { parseDate } from '../../../lib/dates.ts'
import { nettoyer } from '../../../lib/forms.ts'
import { type Appel, formulaireDuVolet, TYPES_STRUCTURE } from '../../cahier/index.ts'
import type { Champ } from '../../contenu/index.ts'
import { lireChamp } from '../../saisie/index.ts'
import type { EssaiEcrit } from './ajouter.ts'
import { aideDesLignes, ecrite, lireLignes } from './lignes-d-essai.ts'

/** Fields of the form, by part; the name of each is its own, those of the call's questions stand after « q. », and the rows of its tables after « t. ». */
export type PartieDuForm = { titre: string; champs: readonly Champ[] }
export const TEXTE_D_ESSAI = 'Texte d’essai'
export const ATTENDUS = { obtenu: 'Ce que donnent les règles aujourd’hui', depose: 'Peut déposer', bloque: 'Bloqué' } as const
export const HORS = 'autre'

const champ = (nom: string, genre: Champ['genre'], libelle: string, plus: Partial<Champ> = {}): Champ => ({
  nom,
  genre,
  libelle,
  facultatif: true,
  ...plus,
})
const montant = (nom: string, libelle: string) => champ(nom, 'montant', libelle)

/** What the form asks for a test dossier of a volet: who, when, the call's own questions, its amounts, and what is expected. Pure. */
export function partiesDuForm(appel: Appel, volet: string): PartieDuForm[] {
  const formulaire = formulaireDuVolet(appel, volet) ?? appel.formulaires[0]!
  const questions = [...new Map(formulaire.etapes.flatMap(e => e.questions).map(q => [q.id, q])).values()]
  const v = appel.volets.find(x => x.code === volet)
  return [
    { titre: 'Le dossier', champs: dossier(appel, v?.actions ?? []) },
    {
      titre: 'Ses réponses',
      champs: questions.flatMap((q): Champ[] =>
        q.type === 'tableau'
          ? [champ(`t.${q.id}`, 'texte_long', q.libelle, { aide: aideDesLignes(appel, q.id), facultatif: !q.obligatoire })]
          : [
              champ(`q.${q.id}`, q.type, q.libelle, {
                min: q.min,
                max: q.max,
                unite: q.unite,
                options: q.options,
                longueurMax: q.longueur_max,
                facultatif: !q.obligatoire,
              }),
            ],
      ),
    },
    { titre: 'Son plan', champs: plan(appel) },
    { titre: 'Ce que j’attends', champs: attendu(appel) },
  ].filter(p => p.champs.length > 0)
}

const dossier = (appel: Appel, actions: readonly { code: string; libelle: string }[]): Champ[] => [
  champ('titre', 'texte_court', 'Titre de l’essai', { facultatif: false, longueurMax: 150, exemple: 'Une commune refait une chaussée' }),
  champ('type', 'choix', 'Type de structure', {
    facultatif: false,
    options: [...new Set(appel.porteurs.types.map(t => t.type))]
      .map(code => ({ code, libelle: TYPES_STRUCTURE[code] }))
      .concat(appel.porteurs.types.some(t => t.type === 'autre') ? [] : [{ code: 'autre', libelle: 'autre structure' }]),
  }),
  champ('nom', 'texte_court', 'Nom de la structure', {
    longueurMax: 150,
    aide: 'Vide\u00a0: une structure inventée, que n’a aucun autre essai. Le nom d’un autre essai\u00a0: un dossier de plus de la même structure.',
  }),
  champ('population', 'nombre', 'Population', { unite: 'habitants' }),
  champ('departement', 'choix', 'Territoire', {
    options: [...appel.territoire.departements.map(d => ({ code: d.code, libelle: d.nom })), { code: HORS, libelle: 'Hors du territoire' }],
  }),
  champ('jour', 'date', 'Jour du dépôt', { aide: 'Sinon, le lendemain de l’ouverture.' }),
  ...(actions.length > 0 ? [champ('actions', 'choix_multiple', 'Actions', { options: actions })] : []),
]

const plan = (appel: Appel): Champ[] => {
  const aide = appel.aide.calcul === undefined ? [montant('aide', 'Aide demandée')] : []
  if (appel.plan === 'aucun') return aide
  if (appel.plan === 'simple') return [montant('cout', 'Coût total du projet'), montant('autres_aides', 'Autres aides publiques'), ...aide]
  return [
    ...appel.natures.map(n => montant(`depense.${n.code}`, `Dépenses, ${n.libelle}`)),
    ...aide,
    montant('part', 'Part de la structure'),
    montant('autres', 'Autres financements publics'),
  ]
}

const attendu = (appel: Appel): Champ[] => [
  champ('attendu', 'choix', 'J’attends', {
    facultatif: false,
    options: Object.entries(ATTENDUS).map(([code, libelle]) => ({ code, libelle })),
  }),
  champ('bloquants', 'choix_multiple', 'Bloqué par', {
    aide: 'Seulement si vous attendez qu’il soit bloqué.',
    options: appel.regles.filter(r => r.usages.includes('depot')).map(r => ({ code: r.id, libelle: r.titre })),
  }),
  montant('montant', 'Aide au plus'),
]

/** What the form shows before anything is typed: compulsory texts are there, so that what is tried is a rule and not a gap. */
export const departDuForm = (parties: readonly PartieDuForm[]): Record<string, string[]> => ({
  attendu: ['obtenu'],
  ...Object.fromEntries(
    parties
      .flatMap(p => p.champs)
      .filter(c => c.nom.startsWith('q.') && !c.facultatif && (c.genre === 'texte_court' || c.genre === 'texte_long'))
      .map(c => [c.nom, [TEXTE_D_ESSAI]]),
  ),
})

export type EssaiLu = { essai: EssaiEcrit; erreurs: Record<string, string> }
/** What was typed, as a test dossier of the file. Pure. */
export function lireEssai(appel: Appel, volet: string, recus: ReadonlyMap<string, readonly string[]>): EssaiLu {
  const erreurs: Record<string, string> = {}
  const lues = new Map<string, unknown>()
  for (const c of partiesDuForm(appel, volet).flatMap(p => p.champs)) {
    const lu = lireChamp(c, (recus.get(c.nom) ?? []).map(nettoyer))
    if (c.nom.startsWith('t.')) {
      const lignes = lireLignes(appel, c.nom.slice(2), 'valeur' in lu ? String(lu.valeur) : '')
      if (!lignes.ok) erreurs[c.nom] = lignes.error
      else if (lignes.value.length > 0) lues.set(c.nom, lignes.value)
    } else if ('illisible' in lu) erreurs[c.nom] = lu.message
    // a list of the form that is left without a tick says « none », as a porteur's does
    else if ('valeur' in lu && (c.nom.startsWith('q.') || !Array.isArray(lu.valeur) || lu.valeur.length > 0))
      lues.set(c.nom, ecrite(c, lu.valeur))
  }
  for (const nom of ['titre', 'type', 'attendu']) if (!lues.has(nom) && !erreurs[nom]) erreurs[nom] = OBLIGATOIRES[nom]!
  const dit = (nom: string) => (lues.has(nom) ? { [nom]: lues.get(nom) } : {})
  const jour = lues.get('jour')
  const essai = {
    ...dit('titre'),
    // without a name, one that no other has is given when it is added
    porteur: { ...dit('nom'), ...dit('type'), ...lieuDe(appel, lues.get('departement')), ...dit('population') },
    ...(typeof jour === 'string' && parseDate(jour) ? { quand: `${jour} 12:00:00` } : {}),
    ...(appel.volets.some(v => v.code === volet) ? { volet } : {}),
    ...dit('actions'),
    ...groupe('reponses', lues, 'q.'),
    ...groupe('tableaux', lues, 't.'),
    ...groupe('depenses', lues, 'depense.'),
    ...dit('aide'),
    ...dit('part'),
    ...dit('cout'),
    ...dit('autres_aides'),
    ...(lues.has('autres') ? { financements: [{ financeur: 'Autre financeur', montant: lues.get('autres') }] } : {}),
    ...(formulaireDuVolet(appel, volet)?.etapes.some(e => e.blocs.includes('minimis')) ? { minimis: [] } : {}),
    ...attenduDe(lues),
  }
  return { essai, erreurs }
}
const OBLIGATOIRES: Readonly<Record<string, string>> = {
  titre: 'Donnez un titre à cet essai',
  type: 'Choisissez un type de structure',
  attendu: 'Dites ce que vous attendez',
}

/** Somewhere else, whatever the call is about. */
const AILLEURS = [
  { departement: '75', region: '11' },
  { departement: '13', region: '93' },
]
function lieuDe(appel: Appel, code: unknown) {
  if (typeof code !== 'string') return {}
  if (code === HORS) return AILLEURS.find(x => !appel.territoire.regions.includes(x.region)) ?? {}
  return { departement: code, ...(appel.territoire.regions[0] ? { region: appel.territoire.regions[0] } : {}) }
}
function groupe(nom: string, lues: ReadonlyMap<string, unknown>, debut: string) {
  const siennes = [...lues].filter(([n]) => n.startsWith(debut)).map(([n, v]) => [n.slice(debut.length), v])
  return siennes.length > 0 ? { [nom]: Object.fromEntries(siennes) } : {}
}
/** Nothing when what is expected is what comes out: it is then worked out. */
function attenduDe(lues: ReadonlyMap<string, unknown>) {
  const montant = lues.has('montant') ? { montant: lues.get('montant') } : {}
  if (lues.get('attendu') === 'depose') return { attendu: { depose: 'oui', ...montant } }
  if (lues.get('attendu') === 'bloque')
    return { attendu: { depose: 'non', ...(lues.has('bloquants') ? { bloquants: lues.get('bloquants') } : {}), ...montant } }
  return {}
}

/** Where what the checker says of the test dossier is mended in the form. */
export function champDeLaFaute(champ: string): string {
  const [, , cle = '', dedans = ''] = champ.split(' › ')
  if (cle === 'reponses') return `q.${dedans}`
  if (cle === 'tableaux') return `t.${dedans}`
  if (cle === 'depenses') return `depense.${dedans}`
  if (cle === 'porteur') return dedans === 'region' ? 'departement' : dedans
  if (cle === 'quand') return 'jour'
  if (cle === 'attendu') return dedans === 'bloquants' || dedans === 'montant' ? dedans : 'attendu'
  return cle || '_essai'
}
