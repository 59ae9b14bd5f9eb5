"""What more than one room says or recognises: phrases, features, sentences."""
