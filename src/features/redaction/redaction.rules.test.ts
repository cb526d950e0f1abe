import { inflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { convoquerAuPlusTard, delaiDeConvocation } from './convocation.rules.ts'
import { lireModele } from './modele.rules.ts'
import { lettreUsuelle, modeleUsuel } from './modeles.ts'
import { odt } from './odt.ts'

test.each([
  ['commune', 3499, 3],
  ['commune', 3500, 5],
  ['commune', null, undefined],
  ['epci', 12_000, 5],
  ['association', null, undefined],
] as const)('%s de %s habitants\u00a0: %s jours francs', (type, population, jours) => {
  expect(delaiDeConvocation({ type, population })?.jours).toBe(jours)
})

test('une séance le 16 septembre se convoque le 12 au plus tard, ni ce jour ni celui de la séance ne comptant', () => {
  expect(convoquerAuPlusTard('2021-09-16', 3)).toBe('2021-09-12')
  expect(convoquerAuPlusTard('2021-03-30', 5)).toBe('2021-03-24')
})

test('ce que le dossier sait est repris, le reste est à remplir, et rien de ce que j’ai tapé n’est lu comme une mise en forme', () => {
  const lu = lireModele(
    '# Commune de {structure}\n\n**Objet {projet}** par {pour} voix',
    new Map([
      ['structure', 'Vico'],
      ['projet', '**{aide}** & <b>'],
    ]),
  )
  expect(lu).toEqual([
    { titre: true, morceaux: [fixe('Commune de '), repris('Vico')] },
    {
      titre: false,
      morceaux: [
        fixe('Objet ', true),
        repris('**{aide}** & <b>', true),
        fixe(' par '),
        { genre: 'blanc', texte: '………', gras: false },
        fixe(' voix'),
      ],
    },
  ])
})
const fixe = (texte: string, gras = false) => ({ genre: 'fixe', texte, gras })
const repris = (texte: string, gras = false) => ({ genre: 'repris', texte, gras })

test.each([
  ['commune', 'Le conseil municipal'],
  ['epci', 'Le conseil communautaire'],
  ['departement', 'Le conseil départemental'],
  ['syndicat', 'Le comité syndical'],
  ['association', 'Extrait du registre des décisions'],
])('le texte d’une structure « %s » dit « %s »', (type, mot) => {
  expect(modeleUsuel(type)).toContain(mot)
})

test('la lettre qui annonce la délibération dit l’assemblée et sa date, et ne promet rien de voté', () => {
  for (const annonce of ['usuelle', 'appel'] as const) {
    const lettre = lettreUsuelle('commune', annonce)
    expect(lettre).toContain('Le conseil municipal se réunit le {date}.')
    expect(lettre).not.toMatch(/après en avoir délibéré|Autorise/)
  }
})

test('l’ODT dit son genre d’abord, et ce qui est tapé y reste du texte', async () => {
  const octets = await odt('Délibération', lireModele('Objet\u00a0: {projet}', new Map([['projet', '<script>&"\u0001']])), new Date(0))
  expect(octets.subarray(30, 77).toString()).toContain('mimetypeapplication/vnd.oasis.opendocument.text')
  const debut = octets.indexOf('content.xml')
  const taille = octets.readUInt16LE(debut - 2)
  const contenu = inflateRawSync(octets.subarray(debut + 11 + taille)).toString()
  expect(contenu).toContain('Objet\u00a0: &#60;script&#62;&#38;&#34;</text:p>')
})
