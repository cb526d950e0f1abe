/** Words that join others within a name. */
const LIAISONS = new Set('a au aux de des du d en et l la le les ou par pour sous sur di da u'.split(' '))
/** What a name is begun with, cut short: there it is nothing else. */
const ABREGES: Record<string, string> = {
  assoc: 'Association',
  ass: 'Association',
  asso: 'Association',
  ste: 'Société',
  synd: 'Syndicat',
  fed: 'Fédération',
}
/** Short words of names that are no acronyms; any other of four letters at most may be one, and stays as it is. */
const COURTS = new Set(
  'amis ami arts art bois bain cap club col cour eau eaux ecole fete foi gens haut haute jeu jeux lac lieu loup main mer mont monts mots nord nuit parc pays port pont pres rue sud sel son sons vie vin vent vert voix val vall vaux ile iles ouest est midi foot rugby danse'.split(
    ' ',
  ),
)

/** Acronyms that read as words. */
const ACRONYMES = new Set(
  'cuma coda sivom sivos sictom smictom smirtom syvadec eurl sasu selarl gaec aappma ehpad adapei unapei cpie cidff usep ufolep petr epic'.split(
    ' ',
  ),
)
/** A word of four letters that is said as it is written: a consonant, a vowel, twice. */
const PRONONCE = /^[bcdfghjklmnpqrstvwxz][aeiouy][bcdfghjklmnpqrstvwxz][aeiouy]$/

/**
 * A name of the directory, which writes capitals alone, as it is read: « ASSOC DES AMIS DU LIAMONE » gives « Association des Amis du Liamone ». What may be an acronym
 * (four letters at most, without a vowel, with a figure, the sigle itself) stays as it is, and no accent is made up. A name that has small letters is nobody's to change.
 */
export function nomLisible(nom: string, sigle: string | null = null): string {
  if (/\p{Ll}/u.test(nom) || !/\p{Lu}/u.test(nom)) return nom
  let rang = 0
  return nom.replace(/[\p{L}\p{N}.]+/gu, mot => lire(mot, rang++, sigle))
}

function lire(mot: string, rang: number, sigle: string | null): string {
  const bas = mot.toLocaleLowerCase('fr')
  const abrege = rang === 0 ? ABREGES[bas.replace(/\.$/, '')] : undefined
  if (abrege) return abrege
  if (LIAISONS.has(bas)) return rang === 0 ? majuscule(bas) : bas
  const acronyme =
    /[\d.]/.test(mot) ||
    mot === sigle ||
    !/[aeiouyàâéèêëîïôùûüœæ]/.test(bas) ||
    ACRONYMES.has(bas) ||
    (mot.length <= 4 && !COURTS.has(bas) && !PRONONCE.test(bas))
  return acronyme ? mot : majuscule(bas)
}

const majuscule = (mot: string) => mot.charAt(0).toLocaleUpperCase('fr') + mot.slice(1)
