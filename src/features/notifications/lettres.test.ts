import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paths } from '../../paths.ts'
import { auComite, copiesAuComite } from '../../test/comite.ts'
import { type Decidee, decideAuComite, notifier } from '../../test/decisions.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

/** Cents, as they are written in figures, then in words. */
const MONTANTS = [
  [8_000, '80', 'quatre-vingts euros'],
  [8_100, '81', 'quatre-vingt-un euros'],
  [20_000, '200', 'deux cents euros'],
  [100_000, '1 000', 'mille euros'],
  [123_456, '1 234,56', 'mille deux cent trente-quatre euros et cinquante-six centimes'],
  [300_001, '3 000,01', 'trois mille euros et un centime'],
  [707_100, '7 071', 'sept mille soixante et onze euros'],
  [999_999, '9 999,99', 'neuf mille neuf cent quatre-vingt-dix-neuf euros et quatre-vingt-dix-neuf centimes'],
] as const
const AUTRES: readonly Decidee[] = [
  { sens: 'non_retenu', motif: 'Le projet «\u00a0jumeau\u00a0» est déjà financé.' },
  { sens: 'liste_complementaire', rang: 1 },
  { sens: 'sans_suite', motif: 'Deux dossiers pour un même projet.' },
  { sens: 'retenu', montant: 1_000_000, conditions: 'Associer les usagers avant juin' },
]

let w: World
beforeAll(async () => {
  w = await openWorld()
  await publier(w)
})
afterAll(() => w.close())

test('vingt lettres envoyées ensemble\u00a0: chacune s’ouvre, balisée, en français, avec ses montants en chiffres et en lettres', async () => {
  const porteur = await w.compte({ structures: ['Vico'] })
  const admin = await w.compte({ nom: 'Préfet de Corse', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  const modele = await auComite(w, porteur.cookie)
  w.regler('2021-11-01T14:00:00')
  const decisions: Decidee[] = [
    ...MONTANTS.flatMap(([montant]) => [
      { sens: 'partiel', montant },
      { sens: 'partiel', montant },
    ]),
    ...AUTRES,
  ]
  const dossiers = await copiesAuComite(w, modele, decisions.length)
  const ids: string[] = []
  for (const [n, d] of dossiers.entries()) ids.push(await decideAuComite(w, d, admin.id, decisions[n]!))
  await notifier(w, ids, admin.cookie)
  expect(dossiers).toHaveLength(20)
  for (const [n, d] of dossiers.entries()) {
    const octets = Buffer.from(await (await w.get(paths.dossiers.notification(d), porteur.cookie)).arrayBuffer())
    const { rows } = await w.owner.query('select sha256, lettre from notification where dossier_id = $1', [d])
    expect(createHash('sha256').update(octets).digest('hex')).toBe(rows[0].sha256)
    const { texte, balise, langue, roles, titre } = await lirePdf(octets)
    expect({ balise, langue }).toEqual({ balise: true, langue: 'fr-FR' })
    expect([...roles]).toEqual(expect.arrayContaining(['H1', 'P']))
    expect(titre).toMatch(/^Votre (projet|dossier)/)
    expect(octets.toString('latin1')).toMatch(/pdfuaid:part>1</)
    expect(texte).toContain('le 1er novembre 2021')
    // readers of PDF give every space alike: those that never begin a line are looked for in what was drawn
    expect(JSON.stringify(rows[0].lettre)).not.toMatch(/ [:»€%;!?]|« |\d \d{3}(?!\d)/)
    const [, chiffres, mots] = MONTANTS.find(([c]) => c === decisions[n]!.montant) ?? []
    if (!chiffres) continue
    expect(texte).toContain(`${chiffres}${chiffres.includes(',') ? '' : ',00'} € (${mots})`)
    expect(JSON.stringify(rows[0].lettre)).toContain(`Une aide de ${chiffres.replace(' ', '\u00a0')}\u00a0€ (${mots})`)
  }
}, 60_000)
