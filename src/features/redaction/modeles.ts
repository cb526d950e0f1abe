import type { Appel, TypeStructure } from '../cahier/index.ts'

/** How an assembly, whoever presides over it and the structure itself are named in a délibération. */
type Mots = { en_tete: string; assemblee: string; president: string; part: string; vu: string; acte: string }
const CGCT = 'Vu le code général des collectivités territoriales\u00a0;'
const collectivite = (m: Omit<Mots, 'vu' | 'acte'>): Mots => ({ ...m, vu: CGCT, acte: 'Extrait du registre des délibérations' })

const COMMUNE = collectivite({
  en_tete: 'Commune de {structure}',
  assemblee: 'Le conseil municipal',
  president: 'Le maire',
  part: 'la commune',
})
const SYNDICAT = collectivite({ en_tete: '{structure}', assemblee: 'Le comité syndical', president: 'Le président', part: 'le syndicat' })
const MOTS: Partial<Record<TypeStructure, Mots>> = {
  commune: COMMUNE,
  epci: collectivite({ en_tete: '{structure}', assemblee: 'Le conseil communautaire', president: 'Le président', part: 'la communauté' }),
  departement: collectivite({
    en_tete: '{structure}',
    assemblee: 'Le conseil départemental',
    president: 'Le président',
    part: 'le département',
  }),
  collectivite_corse: collectivite({
    en_tete: '{structure}',
    assemblee: 'L’Assemblée de Corse',
    president: 'Le président du conseil exécutif',
    part: 'la Collectivité',
  }),
  region: collectivite({ en_tete: '{structure}', assemblee: 'Le conseil régional', president: 'Le président', part: 'la région' }),
  syndicat: SYNDICAT,
  pole_territorial: SYNDICAT,
  groupement: SYNDICAT,
}
const AUTRE: Mots = {
  en_tete: '{structure}',
  assemblee: 'L’organe compétent',
  president: 'Le président',
  part: 'la structure',
  vu: 'Vu les statuts\u00a0;',
  acte: 'Extrait du registre des décisions',
}

const motsDe = (type: string): Mots => MOTS[type as TypeStructure] ?? AUTRE
/** Who presides over the assembly, for the answer that says who will sign. */
export const presidentDe = (type: string) => motsDe(type).president

/** Others who pay: without them, what an assembly votes does not add up. */
const AUTRES = '\u00a0; autres financements {autres}'

/** The text of a délibération for this type of structure. `autres`: when others pay too. */
export function modeleUsuel(type: string, autres = false): string {
  const m = motsDe(type)
  return `# ${m.en_tete}

# ${m.acte}

**Séance du {date}, n° {numero}**

Lieu\u00a0: {lieu}. Membres en exercice\u00a0: {membres}. Présents\u00a0: {presents}. Votants\u00a0: {votants}.

**Objet\u00a0: demande d’aide pour le projet «\u00a0{projet}\u00a0»**

${m.vu}

Vu l’appel à projets «\u00a0{appel}\u00a0»\u00a0;

${m.president} expose le projet\u00a0: {resume}

Le plan de financement est le suivant\u00a0: dépenses {depenses}\u00a0; aide demandée {aide}\u00a0; part de la structure {part}${autres ? AUTRES : ''}.

${m.assemblee}, après en avoir délibéré par {pour} voix pour, {contre} contre et {abstentions} abstentions,

Approuve le projet et son plan de financement\u00a0;

Sollicite une aide de {aide}\u00a0;

S’engage à inscrire au budget la part de ${m.part}\u00a0;

Autorise {signataire} à déposer le dossier et à signer les actes qui s’y rapportent.

Fait à {commune}, le {date}`
}

/** The text that the call gives for this type of structure, or for whoever has no model of theirs; nothing when it gives none. */
export function modeleDeLAppel({ documents }: Pick<Appel, 'documents'>, type: string): string | undefined {
  const modeles = documents.flatMap(d => d.modeles ?? [])
  return (modeles.find(m => m.types?.some(t => t === type)) ?? modeles.find(m => !m.types))?.texte.join('\n\n')
}

/** What an announced assembly will be asked: the usual plan, said in full, or the délibération that the call words itself, which nothing here says in its place. */
const ANNONCES = {
  usuelle: {
    plan: 'Le plan de financement est le suivant\u00a0: dépenses {depenses}\u00a0; aide demandée {aide}\u00a0; part de la structure {part}',
    ordre: 'Ce projet et son plan de financement sont à son ordre du jour. Je vous adresserai la délibération dès qu’elle sera exécutoire.',
  },
  appel: {
    plan: '',
    ordre:
      'La délibération que cet appel demande, dans les termes de son modèle, est à son ordre du jour. Je vous l’adresserai dès qu’elle sera exécutoire.',
  },
}

/** The letter of whoever presides, for a call that may be answered before the assembly has met: what it will be asked, and when. */
export function lettreUsuelle(type: string, annonce: keyof typeof ANNONCES, autres = false): string {
  const m = motsDe(type)
  const { plan, ordre } = ANNONCES[annonce]
  return `# ${m.en_tete}

# ${m.president}

**Objet\u00a0: demande d’aide pour le projet «\u00a0{projet}\u00a0», dossier n° {dossier}**

Madame, Monsieur,

Je demande une aide de {aide} au titre de l’appel à projets «\u00a0{appel}\u00a0», pour ce projet\u00a0: {resume}

${plan && `${plan}${autres ? AUTRES : ''}.\n\n`}${m.assemblee} se réunit le {date}. ${ordre}

Je vous prie d’agréer, Madame, Monsieur, l’expression de ma considération distinguée.

Fait à {commune}, le {jour}

{signataire}`
}
