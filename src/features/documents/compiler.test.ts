import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { expect, test } from 'vitest'
import { compiler } from './compiler.ts'

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
