import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { expect, test } from 'vitest'
import { defautsDuPdf } from '../../test/pdf-accessible.ts'
import { compiler } from './compiler.ts'
import { ouvrir } from './test/donnees.ts'

const dessiner = (mainFileContent: string) => compiler(NodeCompiler.create(), { mainFileContent }, { pdfStandard: 'ua-1' })
const titre = '#set document(title: "Essai")\n'

test('une police absente, dont Typst ne fait qu’avertir, arrête le document', () => {
  expect(() => dessiner(`${titre}#set text(font: "Absente")\nBonjour`)).toThrow('unknown font family: absente')
})

test('un modèle en erreur arrête le document et dit pourquoi', () => {
  expect(() => dessiner(`${titre}#panic("cassé")`)).toThrow('cassé')
})

test('un document que PDF/UA refuse ne sort pas', () => {
  expect(() => dessiner('Sans titre')).toThrow('missing document title')
  expect(dessiner(`${titre}Bonjour`).length).toBeGreaterThan(1000)
})

const SVG = '<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"><rect width=\\"9\\" height=\\"9\\"/></svg>'
test('ce qui manque à un PDF pour être entendu est vu\u00a0: titre, langue, images, tableaux, niveaux', async () => {
  const fautif = `== Deux\n==== Quatre\n#table(columns: 2)[a][b]\n#image(bytes("${SVG}"), format: "svg")`
  const defauts = await defautsDuPdf(await ouvrir(compiler(NodeCompiler.create(), { mainFileContent: fautif }, {})))
  expect(defauts).toEqual([
    'it has no title',
    expect.stringContaining('its language is'),
    'its title is not shown',
    'page 1: a figure has no words',
    'page 1: a table has no header',
    'its first title is not of level 1',
    'a title of level 4 follows one of level 2',
  ])
})
