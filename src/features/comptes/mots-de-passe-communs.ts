import { dictionary } from '@zxcvbn-ts/language-common'
import { sansAccents } from '../../lib/mots.ts'

/** Words that people of a town hall or a préfecture put in a password, and that a list made for everybody lacks. */
const D_ICI =
  'mairie commune communes communaute prefecture prefet sousprefecture departement region collectivite guichet subvention subventions dossier dossiers projet projets appel secretaire secretariat maire adjoint conseil numerique territoire territorial corse ajaccio bastia france bienvenue bonjour janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre printemps automne hiver lundi mardi mercredi jeudi vendredi samedi dimanche'
const COMMUNS = new Set([...(dictionary['passwords-common'] as readonly string[]), ...D_ICI.split(' ')])

/** Signs added around a word, up to here, do not make it a secret: « 2026! ». More of them count, unless they are themselves common (« 123456 »). */
const AJOUT_MAX = 5
const MOT_MIN = 3
const FIGURES: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' }

/** « jetaimejetaime » is « jetaime » twice. */
const unite = (s: string) => /^(.+?)\1*$/.exec(s)?.[1] ?? s

function formes(minuscules: string): string[] {
  const milieu = minuscules.replace(/^[^a-z]+|[^a-z]+$/g, '')
  return [minuscules.replace(/[^a-z]/g, ''), milieu.replace(/[0134570@$!]/g, x => FIGURES[x] ?? x).replace(/[^a-z]/g, '')]
}

/**
 * Among the first that somebody tries: a password of the list, or one or two of its words with a few signs around, some letters written as figures, or repeated. `siens`:
 * what is known of the person (name, structures). Linear in the length of the password, whatever it holds.
 */
export function motDePasseCommun(motDePasse: string, siens: readonly string[] = []): boolean {
  const minuscules = sansAccents(motDePasse)
  const mots = new Set(siens.flatMap(s => sansAccents(s).split(/[^a-z]+/)).filter(s => s.length >= MOT_MIN))
  const connu = (s: string) => s.length >= MOT_MIN && (COMMUNS.has(s) || mots.has(s))
  if (connu(minuscules) || connu(unite(minuscules))) return true
  const ajout = minuscules.replace(/[a-z]/g, '')
  return formes(minuscules).some(f => (minuscules.length - f.length <= AJOUT_MAX || COMMUNS.has(ajout)) && compose(f, connu))
}

/** One known word, or two. */
function compose(lettres: string, connu: (s: string) => boolean): boolean {
  const s = unite(lettres)
  if (connu(s)) return true
  for (let i = MOT_MIN; i <= s.length - MOT_MIN; i++) if (connu(s.slice(0, i)) && connu(s.slice(i))) return true
  return false
}
