import { paths } from '../../paths.ts'

/** Names of fields that forms of the product have: what is sent under each is never what it should be. */
export const CHAMPS: readonly string[] =
  'texte titre nom motif raison message courriel q montant dossiers structure role contact numero date instant code sens corps objet points etapes libelle cle siret reponse nature reference fin version etiquettes compte decision retour fichier _base _geste _page _suite fait champ liste choix montants jour heure'.split(
    ' ',
  )
const FIN = '\r\n'
const LIMITE = 'limite'
const partie = (entetes: string, contenu: string) => `--${LIMITE}${FIN}${entetes}${FIN}${FIN}${contenu}${FIN}`
const fichier = (champ: string) =>
  partie(
    `Content-Disposition: form-data; name="${champ}"; filename="../../${champ}\u202efdp.html"${FIN}Content-Type: text/html`,
    '<svg/onload=x()>',
  )
const MULTIPART = `multipart/form-data; boundary=${LIMITE}`
const FORMULAIRE = 'application/x-www-form-urlencoded'
const PROFOND = 20_000

/** Bodies that no browser of ours sends: what they are, the type that they announce, their bytes. */
export const CORPS_HOSTILES: readonly [string, string | undefined, string][] = [
  ['un formulaire sans limite entre ses parties', 'multipart/form-data', 'a=b'],
  ['un formulaire coupé', MULTIPART, `--${LIMITE}${FIN}Content-Disposition: form-data; name="texte"${FIN}${FIN}abc`],
  ['des fichiers où l’on attend des textes', MULTIPART, `${CHAMPS.map(fichier).join('')}--${LIMITE}--${FIN}`],
  ['du JSON fermé trop tard', 'application/json', '['.repeat(PROFOND)],
  [
    'du JSON qui vise les prototypes',
    'application/json',
    '{"__proto__":{"pollue":1},"constructor":{"prototype":{"pollue":1}},"champs":{"__proto__":{"pollue":["1"]},"titre":["\\ud800"]},"response":{"id":{}}}',
  ],
  [
    'des champs qui visent les prototypes',
    FORMULAIRE,
    '__proto__[pollue]=1&constructor.prototype.pollue=1&__proto__=x&_base={"__proto__":{"pollue":"1"}}&_geste=ajouter:__proto__:x&montants.__proto__=1',
  ],
  ['des octets nuls et des moitiés de caractères', FORMULAIRE, CHAMPS.map(c => `${c}=%00%ED%A0%80${'9'.repeat(40)}`).join('&')],
  ['deux fois chaque champ', FORMULAIRE, CHAMPS.map(c => `${c}=a&${c}=b&${c}[]=c`).join('&')],
  ['des octets sans genre', undefined, '\u0000\u00ff'],
]

/** Words that every object of JavaScript knows: a table read with one of them answers, if it is not asked what is its own. */
export const MOTS_HERITES = ['constructor', '__proto__'] as const
export const corpsHerite = (mot: string) => new URLSearchParams(CHAMPS.map(c => [c, mot]))

/** Values that a filter never has, one for each request of a list. */
export const FILTRES_HOSTILES = [
  '%E0%A4%A',
  '%00',
  '9'.repeat(30),
  '-1',
  '__proto__',
  'toString',
  encodeURIComponent('"\'><script>'),
  '2021-02-31',
  '00000000-0000-0000-0000-000000000000',
  'a,b;c|d',
  '~'.repeat(3000),
  encodeURIComponent('{"a":'),
  'bnVsbA',
  '2147483648',
  '%E2%80%AE',
  'Infinity',
] as const

/** Acts that would end the test: they close the session, or the account. */
export const SANS_RETOUR: readonly string[] = [paths.deconnexion, paths.compte.sessions, paths.conservation.suppression]
