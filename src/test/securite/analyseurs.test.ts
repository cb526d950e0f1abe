import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lireAppel } from '../../features/appels/index.ts'
import { lireDescription } from '../../features/projets-passes/index.ts'
import { lireProjets } from '../../features/projets-passes/lire-projets.ts'
import { lireMontantTableur } from '../../features/tableur/index.ts'
import { lireTableau, lireTexte, PETIT } from '../../features/tableur/lire-tableau.ts'
import { formatDateCivileCourte, parseDate, parseHeure } from '../../lib/dates.ts'
import { MONTANT_MAX, parseEuros, saisieEuros } from '../../lib/euros.ts'
import { nettoyer } from '../../lib/forms.ts'
import { lireIdentifiant, sirenValide, siretValide } from '../../lib/siren.ts'

/**
 * What people and files send to what reads them, at random: never an exception, never a value outside of what it promises.
 * Seen to fail: `parseEuros` without its upper bound, `parseDate` with `overflow: 'constrain'`.
 */
const texte = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.stringMatching(/^[-+ 0-9.,:€eE/ \u00a0\u202f]{0,24}$/),
  fc.constantFrom(
    '',
    '٣',
    '1e9',
    'NaN',
    'Infinity',
    '0x10',
    '\u0000',
    '\ud800',
    '9'.repeat(400),
    '9'.repeat(14),
    '99 999 999 999,99',
    '10 000 000 000,01',
    '-0',
    '29/02/2023',
    '31/11/2021',
    '00/00/0000',
  ),
)

describe('ce qui lit un champ', () => {
  it('un montant\u00a0: des centimes entiers et bornés, qui se relisent les mêmes, ou un refus', () => {
    fc.assert(
      fc.property(texte, t => {
        const lu = parseEuros(t)
        if (!lu.ok) return ['vide', 'illisible', 'negatif', 'trop_grand'].includes(lu.error)
        const relu = parseEuros(saisieEuros(lu.value))
        return Number.isSafeInteger(lu.value) && lu.value >= 0 && lu.value <= MONTANT_MAX && relu.ok && relu.value === lu.value
      }),
      { numRuns: 2000 },
    )
    fc.assert(fc.property(texte, t => Number.isSafeInteger(lireMontantTableur(t) ?? 0)))
  })

  it('tout montant écrit se relit au centime', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: MONTANT_MAX }), c => {
        const lu = parseEuros(saisieEuros(c))
        return lu.ok && lu.value === c
      }),
    )
  })

  it('une date\u00a0: un jour du calendrier, ou rien\u00a0; une heure de même', () => {
    fc.assert(
      fc.property(texte, t => {
        const d = parseDate(t)
        const h = parseHeure(t)
        const jour = d === undefined || (/^(19|20|21)\d\d-\d\d-\d\d$/.test(d) && new Date(`${d}T00:00:00Z`).toISOString().startsWith(d))
        return jour && (h === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(h))
      }),
      { numRuns: 2000 },
    )
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (a, m, j) => {
        const d = parseDate(`${j}/${m}/${a}`)
        const existe = new Date(Date.UTC(a, m - 1, j))
        const juste = existe.getUTCMonth() === m - 1 && existe.getUTCDate() === j && m > 0
        return juste ? d !== undefined && parseDate(formatDateCivileCourte(d)) === d : d === undefined
      }),
      { numRuns: 2000 },
    )
  })

  it('un SIREN, un SIRET\u00a0: aucun chiffre faux ne passe', () => {
    fc.assert(
      fc.property(texte, t => {
        const lu = lireIdentifiant(t)
        return lu.genre !== 'siren' || sirenValide(lu.siren)
      }),
    )
    // the key sees every digit mistyped
    const siren = fc.stringMatching(/^\d{9}$/).filter(sirenValide)
    fc.assert(
      fc.property(siren, fc.nat(8), fc.integer({ min: 1, max: 9 }), (s, place, plus) => {
        const faux = `${s.slice(0, place)}${(Number(s[place]) + plus) % 10}${s.slice(place + 1)}`
        return !sirenValide(faux) && !siretValide(faux) && !siretValide(`${faux}00000`)
      }),
    )
  })

  it('un texte\u00a0: PostgreSQL le garde toujours', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must be gone
    fc.assert(fc.property(texte, t => !/[\u0000-\u0008\u000b-\u001f\u007f]/.test(nettoyer(t)) && nettoyer(nettoyer(t)) === nettoyer(t)))
  })
})

const APPEL = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
const LIGNES = APPEL.split('\n')
const YAML_MECHANT = [
  'a: &a [*a]',
  'a: &a ["x","x"]\nb: &b [*a,*a]\nc: [*b,*b]',
  '!!js/function "() => 1"',
  '- '.repeat(5000),
  '['.repeat(20_000),
  '? : ? :',
  '__proto__: {admin: true}',
  'constructor: {prototype: {}}',
  '\u0000',
  '---\n---',
  '%YAML 9.9',
]

describe('ce qui lit un fichier', () => {
  it('un appel\u00a0: juste, ou des phrases avec leur place, quoi qu’on y change', () => {
    const verifier = (source: string) => {
      const lu = lireAppel(source, 'appel.yml')
      if (lu.ok) return
      expect(lu.error.length).toBeGreaterThan(0)
      for (const e of lu.error)
        expect([typeof e.message, e.message.length > 0, e.ligne >= 1, e.colonne >= 1]).toEqual(['string', true, true, true])
    }
    for (const y of YAML_MECHANT) verifier(y)
    expect(({} as { admin?: boolean }).admin).toBeUndefined()
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), verifier), { numRuns: 200 })
    const valeur = fc.constantFrom(
      '',
      ' ',
      ': x',
      ' []',
      ' {}',
      ' null',
      ' 1e400',
      ' -1',
      ' "="',
      ' *x',
      ' &x',
      ' !!binary x',
      ' "\\u0000"',
      '\t- y',
    )
    fc.assert(
      fc.property(fc.nat(LIGNES.length - 1), valeur, fc.boolean(), (n, v, garder) => {
        const ligne = LIGNES[n]!
        verifier([...LIGNES.slice(0, n), garder ? ligne + v : ligne.replace(/:.*$/, `:${v}`), ...LIGNES.slice(n + 1)].join('\n'))
      }),
      { numRuns: 25 },
    )
  }, 60_000)

  it('un tableau collé ou envoyé\u00a0: des textes, au plus tant de lignes, ou un refus nommé', async () => {
    const cellules = fc.array(fc.array(texte, { maxLength: 5 }), { maxLength: 8 }).map(l => l.map(c => c.join(';')).join('\n'))
    fc.assert(
      fc.property(cellules, t => {
        const [court, long] = [lireTexte(t, { ...PETIT, lignes: 5 }), lireTexte(t)]
        return court.ok && court.value.length <= 5 && long.ok && long.value.flat().every(c => typeof c === 'string')
      }),
      { numRuns: 300 },
    )
    const tete = fc.constantFrom('', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u00d0\u00cf\u0011\u00e0', '\u00ff\u00fe', '\u00ef\u00bb\u00bf')
    await fc.assert(
      fc.asyncProperty(tete, fc.uint8Array({ maxLength: 300 }), async (t, octets) => {
        const lu = await lireTableau({ octets: Buffer.concat([Buffer.from(t, 'latin1'), octets]) })
        return lu.ok ? lu.value.flat().every(c => typeof c === 'string') : ['vide', 'trop_gros', 'illisible', 'protege'].includes(lu.error)
      }),
      { numRuns: 300 },
    )
  })

  it('une liste de projets passés\u00a0: entière, ou des phrases', () => {
    const d = lireDescription(readFileSync('listes/fonds-vert-2023-corse.yml', 'utf8'))
    if (!d.ok) throw new Error(d.error.join())
    const entetes = Object.values(d.value.colonnes).filter(c => c !== undefined)
    const lignes = fc.array(fc.array(texte, { minLength: entetes.length - 1, maxLength: entetes.length + 1 }), { maxLength: 4 })
    fc.assert(
      fc.property(lignes, l => {
        const lu = lireProjets([entetes, ...l].map(c => c.join(',')).join('\n'), d.value)
        return lu.ok ? lu.value.projets.length <= l.length * 3 : lu.error.length > 0 && lu.error.every(e => e.length > 0)
      }),
      { numRuns: 200 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), y => typeof lireDescription(y).ok === 'boolean'),
      { numRuns: 200 },
    )
    for (const y of YAML_MECHANT) expect(lireDescription(y).ok).toBe(false)
  })
})
